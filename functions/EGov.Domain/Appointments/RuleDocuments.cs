using System.Globalization;
using System.Text.Json;
using EGov.Domain.Forms;

namespace EGov.Domain.Appointments;

/// <summary>What came of reading the rules: a book when there is no defect, else the defects with their places.</summary>
public sealed record RuleReading(RuleBook? Book, IReadOnlyList<FormDefect> Defects);

/// <summary>
/// Reads the three documents that a department edits: its offices, the calendar of general holidays, and the services with their classes,
/// booking windows, releases and sessions. Offices and services name the department whose they are, which is one. Everything that is wrong
/// is found in one go and named by its place.
/// </summary>
public static class RuleDocuments
{
    /// <summary>Every two sessions of a schedule are held against each other, so there is an end to them.</summary>
    private const int MostSessions = 400;

    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] s_documents = ["hkid", "birth-certificate", "travel-document"];
    private static readonly string[] s_regions = ["HK", "KLN", "NT"];

    public static RuleReading Read(ReadOnlyMemory<byte> offices, ReadOnlyMemory<byte> calendar, ReadOnlyMemory<byte> services)
    {
        var defects = new List<FormDefect>();
        var allOffices = Within(offices, "offices", defects, ReadOffices) ?? [];
        var holidays = Within(calendar, "calendar", defects, ReadHolidays) ?? [];
        var known = allOffices.Select(office => office.Id).ToHashSet();
        var allServices = Within(services, "services", defects, root => ReadServices(root, known)) ?? [];
        if (defects.Count == 0 && allOffices[0].Department != allServices[0].Department)
        {
            defects.Add(new FormDefect("services.department", "other-department"));
        }

        return defects.Count == 0
            ? new RuleReading(new RuleBook(allOffices, allServices, new Dictionary<string, WorkCalendar> { [allOffices[0].Department] = new(holidays) }), [])
            : new RuleReading(null, defects);
    }

    private static T? Within<T>(ReadOnlyMemory<byte> utf8Json, string name, List<FormDefect> defects, Func<Members, T> read)
        where T : class
    {
        if (utf8Json.IsEmpty)
        {
            defects.Add(new FormDefect(name, "missing"));
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = 16 });
            var members = new Members(document.RootElement, name, defects);
            var all = read(members);
            members.Finish();
            return all;
        }
        catch (JsonException)
        {
            defects.Add(new FormDefect(name, "not-json"));
            return null;
        }
    }

    private static List<Office> ReadOffices(Members root)
    {
        var department = root.String("department", Ids.IsKebab);
        return Each(root, "offices", (one, _) =>
        {
            var region = one.String("region", s_regions.Contains, "unknown-region");
            return new Office(
                one.String("id", IsCode),
                department,
                one.Text("name"),
                one.Text("address"),
                region,
                one.Has("district") ? one.String("district", code => LiesIn(region, code), "unknown-district") : null,
                Date(one, "opens", required: false),
                Date(one, "closes", required: false),
                one.OptionalText("hint"));
        }, office => office.Id);
    }

    private static bool LiesIn(string region, string district) =>
        HongKongAddress.Districts.Any(one => one.Code == district && one.Region == region);

    private static List<DateOnly> ReadHolidays(Members root)
    {
        Date(root, "knownUntil");
        return Each(
            root,
            "holidays",
            (one, _) =>
            {
                one.Text("name");
                one.Flag("provisional", otherwise: false);
                return Date(one, "date") ?? default;
            },
            date => date.ToString("O", CultureInfo.InvariantCulture));
    }

    private static List<ServiceRules> ReadServices(Members root, HashSet<string> offices)
    {
        var department = root.String("department", Ids.IsKebab);
        return Each(
            root,
            "services",
            (one, place) =>
            {
                var service = new ServiceRules(
                    one.String("id", Ids.IsKebab),
                    department,
                    one.Text("name"),
                    one.Text("summary"),
                    Words(one, "documents", s_documents),
                    Each(one, "classes", (c, _) => new ApplicantClass(c.String("id", Ids.IsKebab), c.Text("name"), c.Flag("extended", false), c.Flag("walkIn", false)), c => c.Id),
                    Each(one, "windows", (window, _) => ReadWindow(window), window => window.From.ToString("O", CultureInfo.InvariantCulture)),
                    Each(one, "release", (part, _) => new ReleasePart(
                        Number(part, "percent", 1, 100), part.Whole("daysBefore", 1, 100), Time(part, "time", required: false))),
                    Number(one, "group", 1, 5),
                    Each(one, "schedules", (schedule, at) => ReadSchedule(schedule, at, offices)),
                    ReadRush(one));
                if (service.Release.Sum(part => part.Percent) != 100)
                {
                    one.Defect("release", "not-100-percent");
                }

                foreach (var meeting in service.Schedules.GroupBy(schedule => schedule.Office).Where(Meet))
                {
                    one.DefectAt($"{place}.schedules", "overlapping-schedules");
                }

                if (service.Rush is { NewDates: false } && service.Release.All(part => part.DaysBefore is null))
                {
                    one.Defect("rush", "nothing-is-released");
                }

                foreach (var (window, index) in service.Windows.Select((window, index) => (window, index)))
                {
                    foreach (var unknown in window.Stay.Keys.Where(key => key != "default" && service.ClassOf(key) is null))
                    {
                        one.DefectAt($"{place}.windows[{index}].stay.{unknown}", "unknown-class");
                    }
                }

                return service;
            },
            service => service.Id);
    }

    private static RushRule? ReadRush(Members service)
    {
        if (service.Take("rush") is not { } element)
        {
            return null;
        }

        var rush = service.Inside(element, service.At("rush"));
        var rule = new RushRule(
            Number(rush, "minutesBefore", 1, RushRule.MostMinutes),
            Number(rush, "minutesAfter", 1, RushRule.MostMinutes),
            Number(rush, "perMinute", 1, 100_000),
            rush.Flag("newDates", otherwise: false));
        rush.Finish();
        return rule;
    }

    private static BookingWindow ReadWindow(Members window)
    {
        var (first, last) = (Number(window, "first", 1, 400), Number(window, "last", 1, 400));
        if (first > last)
        {
            window.Defect("last", "min-over-max");
        }

        var stay = new Dictionary<string, StayRule>();
        if (window.Take("stay") is { } element)
        {
            var classes = window.Inside(element, window.At("stay"));
            foreach (var name in element.ValueKind is JsonValueKind.Object ? element.EnumerateObject().Select(member => member.Name).Distinct().ToList() : [])
            {
                var rule = classes.Inside(classes.Take(name)!.Value, classes.At(name));
                stay[name] = new StayRule(Number(rule, "weeksBefore", 1, 104), rule.Whole("weeksAfterTermination", 1, 104));
                rule.Finish();
            }
        }

        return new BookingWindow(
            Date(window, "from") ?? default,
            first,
            last,
            window.String("week", word => word is "mon-sat" or "mon-fri", "unknown-week") is "mon-fri" ? WorkingWeek.MonToFri : WorkingWeek.MonToSat,
            stay);
    }

    private static OfficeSchedule ReadSchedule(Members schedule, string place, HashSet<string> offices)
    {
        var office = schedule.String("office", offices.Contains, "unknown-office");
        var (from, to) = (Date(schedule, "from") ?? default, schedule.Has("to") ? Date(schedule, "to", required: false) : null);
        if (to < from)
        {
            schedule.Defect("to", "min-over-max");
        }

        var regular = Each(schedule, "sessions", (session, _) => ReadSession(session, null), least: 0);
        var special = Each(schedule, "special", (session, _) => ReadSession(session, Date(session, "date")), required: false, least: 0);
        var sessions = regular.Concat(special).ToList();
        if (sessions.Count > MostSessions)
        {
            schedule.DefectAt(place, "too-many");
            return new OfficeSchedule(office, from, to, []);
        }

        for (var i = 0; i < sessions.Count; i++)
        {
            if (sessions.Take(i).FirstOrDefault(other => Clash(sessions[i], other)) is { } clashing)
            {
                schedule.DefectAt(place, sessions[i].Id == clashing.Id ? "duplicate-id" : "overlapping-sessions");
            }
        }

        return new OfficeSchedule(office, from, to, sessions);
    }

    /// <summary>Whether two schedules of one office count on the same day.</summary>
    private static bool Meet(IEnumerable<OfficeSchedule> schedules)
    {
        var inTurn = schedules.OrderBy(schedule => schedule.From).ToList();
        return inTurn.Zip(inTurn.Skip(1)).Any(pair => !(pair.First.To < pair.Second.From));
    }

    private static bool Clash(SessionRule one, SessionRule other) =>
        MayMeet(one, other) && (one.Id == other.Id || (one.Start < other.End && other.Start < one.End));

    private static bool MayMeet(SessionRule one, SessionRule other) =>
        (one.Date, other.Date) switch
        {
            ({ } a, { } b) => a == b,
            ({ } a, null) => other.Days.Contains(a.DayOfWeek),
            (null, { } b) => one.Days.Contains(b.DayOfWeek),
            _ => one.Days.Intersect(other.Days).Any(),
        };

    private static SessionRule ReadSession(Members session, DateOnly? date)
    {
        var rule = new SessionRule(
            session.String("id", Ids.IsKebab),
            date is null ? [.. Words(session, "days", s_days).Select(day => (DayOfWeek)Array.IndexOf(s_days, day)).Where(day => day >= 0)] : [],
            date,
            Time(session, "start"),
            Time(session, "end"),
            Number(session, "slotMinutes", 5, 480),
            Number(session, "counters", 1, SessionPlan.MostSeats),
            session.String("hours", word => word is "general" or "extended", "unknown-hours") is "extended" ? ServiceHours.Extended : ServiceHours.General);
        if (rule.End <= rule.Start || rule.Slots < 1)
        {
            session.Defect("end", "min-over-max");
        }
        else if (rule.Slots * rule.Counters > SessionPlan.MostSeats)
        {
            session.Defect("counters", "out-of-range");
        }

        return rule;
    }

    private static List<T> Each<T>(
        Members root,
        string name,
        Func<Members, string, T> read,
        Func<T, string>? id = null,
        bool required = true,
        int least = 1)
    {
        var all = new List<T>();
        var ids = new HashSet<string>();
        foreach (var (value, place) in root.Array(name, required, least))
        {
            var members = root.Inside(value, place);
            if (members.Broken)
            {
                continue;
            }

            var one = read(members, place);
            members.Finish();
            if (id is not null && !ids.Add(id(one)))
            {
                root.DefectAt(place, "duplicate-id");
            }

            all.Add(one);
        }

        return all;
    }

    private static List<string> Words(Members members, string name, string[] known)
    {
        var words = new List<string>();
        foreach (var (value, place) in members.Array(name))
        {
            if (JsonText.Of(value) is { } word && known.Contains(word) && !words.Contains(word))
            {
                words.Add(word);
            }
            else
            {
                members.DefectAt(place, "unknown-word");
            }
        }

        return words;
    }

    private static DateOnly? Date(Members members, string name, bool required = true)
    {
        if (members.Take(name, required) is not { } value || (!required && value.ValueKind is JsonValueKind.Null))
        {
            return null;
        }

        if (DateOnly.TryParseExact(JsonText.Of(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        members.Defect(name, "not-a-date");
        return null;
    }

    private static TimeOnly Time(Members members, string name, bool required = true)
    {
        if (members.Take(name, required) is not { } value)
        {
            return default;
        }

        if (TimeOnly.TryParseExact(JsonText.Of(value), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        members.Defect(name, "not-a-time");
        return default;
    }

    private static int Number(Members members, string name, int least, int most)
    {
        if (!members.Has(name))
        {
            members.Defect(name, "missing");
        }

        return members.Whole(name, least, most) ?? least;
    }

    private static bool IsCode(string id) => id.Length is > 0 and <= 16 && id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-');
}
