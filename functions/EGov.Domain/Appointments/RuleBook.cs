using System.Collections.Immutable;

namespace EGov.Domain.Appointments;

/// <summary>Rules of appointments together, one department's or all, and the questions they answer.</summary>
public sealed class RuleBook
{
    public static readonly RuleBook Empty = new([], [], new Dictionary<string, WorkCalendar>());

    private readonly Dictionary<string, Office> _offices;
    private readonly Dictionary<string, ServiceRules> _services;
    private readonly IReadOnlyDictionary<string, WorkCalendar> _calendars;

    /// <param name="calendars">By department.</param>
    internal RuleBook(IReadOnlyList<Office> offices, IReadOnlyList<ServiceRules> services, IReadOnlyDictionary<string, WorkCalendar> calendars)
    {
        (Offices, Services, _calendars) = (offices, services, calendars);
        _offices = offices.ToDictionary(office => office.Id);
        _services = services.ToDictionary(service => service.Id);
    }

    public IReadOnlyList<Office> Offices { get; }

    public IReadOnlyList<ServiceRules> Services { get; }

    /// <summary>The rules of several departments as one. No office and no service may be in two of them.</summary>
    public static RuleBook Together(IEnumerable<RuleBook> books)
    {
        var all = books.ToList();
        return new RuleBook(
            [.. all.SelectMany(book => book.Offices)],
            [.. all.SelectMany(book => book.Services)],
            all.SelectMany(book => book._calendars).ToDictionary());
    }

    public Office? Office(string id) => _offices.GetValueOrDefault(id);

    public ServiceRules? Service(string id) => _services.GetValueOrDefault(id);

    /// <summary>The offices that do a service today or later, in the documents' order.</summary>
    public IEnumerable<Office> OfficesOf(ServiceRules service, DateOnly today)
    {
        var named = service.Schedules.Where(schedule => !(schedule.To < today)).Select(schedule => schedule.Office).ToHashSet();
        return Offices.Where(office => named.Contains(office.Id) && !(office.Closes <= today));
    }

    /// <summary>The services that an office does on some day of a period, in the documents' order.</summary>
    public IEnumerable<ServiceRules> ServicesAt(string office, DateOnly from, DateOnly to) =>
        Services.Where(service => service.Schedules.Any(schedule => schedule.Office == office && schedule.From <= to && !(schedule.To < from)));

    /// <summary>
    /// The dates offered to a person of a class today, in order: the working days of the window, and between the first and the last of them
    /// the dates of special sessions, whatever day they are. None before the service's first window.
    /// </summary>
    public IReadOnlyList<DateOnly> DatesOffered(ServiceRules service, string @class, DateOnly today, Stay stay = default)
    {
        var rule = service.WindowOn(today)?.StayOf(@class);
        return [.. DatesOffered(service, today).Where(date => rule?.Allows(date, stay) ?? true)];
    }

    /// <summary>The same whoever asks: before any limit of stay is looked at.</summary>
    public IReadOnlyList<DateOnly> DatesOffered(ServiceRules service, DateOnly today)
    {
        if (service.WindowOn(today) is not { } window)
        {
            return [];
        }

        var days = window.WorkingDays(CalendarOf(service), today).ToList();
        var special = service.Schedules.SelectMany(schedule => schedule.Sessions).Select(session => session.Date).OfType<DateOnly>();
        return [.. days.Union(special.Where(date => date > days[0] && date < days[^1])).Order()];
    }

    /// <summary>The sessions of a service at an office on a day, in order of time.</summary>
    public IEnumerable<SessionPlan> Sessions(ServiceRules service, string office, DateOnly date) =>
        Office(office)?.IsOpenOn(date) is not true
            ? []
            : from schedule in service.Schedules
              where schedule.Office == office && schedule.From <= date && !(schedule.To < date)
              from rule in schedule.Sessions
              where rule.HappensOn(date, CalendarOf(service))
              orderby rule.Start
              select new SessionPlan(
                  new SessionKey(service.Id, office, date, rule.Id), rule.Hours, rule.Start, rule.SlotMinutes, rule.Slots, rule.Counters);

    /// <summary>The plan of a session; null when the rules have no such session, or no more.</summary>
    public SessionPlan? Plan(SessionKey key) =>
        Service(key.Service) is { } service ? Sessions(service, key.Office, key.Date).FirstOrDefault(plan => plan.Key == key) : null;

    /// <summary>Which parts of every slot's seats have been released for a date.</summary>
    public ReleasedShare Released(ServiceRules service, DateOnly date, DateTimeOffset now)
    {
        var released = ImmutableArray.CreateBuilder<PercentRange>();
        var percent = 0;
        foreach (var part in service.Release)
        {
            if (!(now < ReleasedAt(service, part, date, now)))
            {
                released.Add(new PercentRange(percent, percent + part.Percent));
            }

            percent += part.Percent;
        }

        return new ReleasedShare(released.ToImmutable());
    }

    /// <summary>When a part of a date's seats is released, as far as is known now; null when it is there as soon as the date is offered.</summary>
    public DateTimeOffset? ReleasedAt(ServiceRules service, ReleasePart part, DateOnly date, DateTimeOffset now) => part.DaysBefore is { } days
        ? HongKong.At(CalendarOf(service).WorkingDayBefore(date, days, service.WindowOn(HongKong.DateOf(now))?.Week ?? WorkingWeek.MonToSat), part.Time)
        : null;

    /// <summary>The general holidays as the service's department knows them.</summary>
    private WorkCalendar CalendarOf(ServiceRules service) => _calendars[service.Department];
}
