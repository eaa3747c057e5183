using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class RuleDocumentsTests
{
    private const string Offices = """
        {"department": "immd", "offices": [{"id": "RHK", "name": {"en": "a", "tc": "a", "sc": "a"}, "address": {"en": "a", "tc": "a", "sc": "a"}, "region": "HK"}]}
        """;

    private const string Calendar = """
        {"holidays": [{"date": "2026-12-25", "name": {"en": "a", "tc": "a", "sc": "a"}}], "knownUntil": "2026-12-31"}
        """;

    private const string Services = """
        {"department": "immd", "services": [{
          "id": "hkic", "name": {"en": "a", "tc": "a", "sc": "a"}, "summary": {"en": "a", "tc": "a", "sc": "a"}, "documents": ["hkid"],
          "classes": [{"id": "lost", "name": {"en": "a", "tc": "a", "sc": "a"}, "walkIn": true}],
          "windows": [{"from": "2024-09-04", "first": 1, "last": 96, "week": "mon-sat"}],
          "release": [{"percent": 70}, {"percent": 30, "daysBefore": 2, "time": "08:00"}],
          "rush": {"minutesBefore": 15, "minutesAfter": 20, "perMinute": 100},
          "group": 5,
          "schedules": [{"office": "RHK", "from": "2024-01-01", "sessions": [
            {"id": "am", "days": ["mon", "fri"], "start": "09:00", "end": "12:10", "slotMinutes": 15, "counters": 3, "hours": "general"}],
            "special": [{"date": "2026-12-27", "id": "special", "start": "09:00", "end": "10:00", "slotMinutes": 30, "counters": 1, "hours": "extended"}]}]
        }]}
        """;

    [Fact]
    public void Right_documents_make_a_book()
    {
        var book = Read();
        var service = book.Service("hkic")!;

        var friday = Assert.Single(book.Sessions(service, "RHK", new DateOnly(2026, 12, 4)));
        Assert.Equal((12, 3, new TimeOnly(11, 45)), (friday.Slots, friday.Counters, friday.TimeOf(11)));
        Assert.Empty(book.Sessions(service, "RHK", new DateOnly(2026, 12, 25)));
        Assert.Equal("special", Assert.Single(book.Sessions(service, "RHK", new DateOnly(2026, 12, 27))).Key.Id);
    }

    [Theory]
    [InlineData("2026-12-01T23:59:59Z", 2)]
    [InlineData("2026-12-02T00:00:00Z", 3)]
    public void A_part_of_the_seats_is_released_at_its_hong_kong_time_so_many_working_days_before(string now, int seats)
    {
        var book = Read();
        var service = book.Service("hkic")!;
        var friday = book.Sessions(service, "RHK", new DateOnly(2026, 12, 4)).Single();

        Assert.Equal(seats, book.Released(service, friday.Key.Date, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).Of(friday.Counters));
    }

    public static TheoryData<string, string, string> Defects => new()
    {
        { "\"percent\": 30", "\"percent\": 20", "services.services[0].release not-100-percent" },
        { "\"office\": \"RHK\"", "\"office\": \"XXX\"", "services.services[0].schedules[0].office unknown-office" },
        { "\"last\": 96", "\"last\": 0", "services.services[0].windows[0].last out-of-range" },
        { "\"first\": 1", "\"first\": 97", "services.services[0].windows[0].last min-over-max" },
        { "\"week\": \"mon-sat\"", "\"week\": \"mon\"", "services.services[0].windows[0].week unknown-week" },
        { "\"week\": \"mon-sat\"", "\"week\": \"mon-sat\", \"stay\": {\"gone\": {\"weeksBefore\": 4}}", "services.services[0].windows[0].stay.gone unknown-class" },
        { "\"end\": \"12:10\"", "\"end\": \"08:10\"", "services.services[0].schedules[0].sessions[0].end min-over-max" },
        { "\"end\": \"12:10\"", "\"end\": \"25:10\"", "services.services[0].schedules[0].sessions[0].end not-a-time" },
        { "\"counters\": 3", "\"counters\": 600", "services.services[0].schedules[0].sessions[0].counters out-of-range" },
        { "\"date\": \"2026-12-27\"", "\"date\": \"2026-12-28\"", "services.services[0].schedules[0] overlapping-sessions" },
        { "\"id\": \"special\"", "\"id\": \"special\", \"colour\": 1", "services.services[0].schedules[0].special[0].colour unknown-member" },
        { "\"walkIn\": true", "\"walkIn\": 1", "services.services[0].classes[0].walkIn wrong-type" },
        { "\"documents\": [\"hkid\"]", "\"documents\": [\"passport\"]", "services.services[0].documents[0] unknown-word" },
        { "\"minutesBefore\": 15, ", "", "services.services[0].rush.minutesBefore missing" },
        { "\"minutesAfter\": 20", "\"minutesAfter\": 241", "services.services[0].rush.minutesAfter out-of-range" },
        { "\"perMinute\": 100", "\"perMinute\": 0", "services.services[0].rush.perMinute out-of-range" },
        { "\"perMinute\": 100", "\"perMinute\": 100, \"perHour\": 1", "services.services[0].rush.perHour unknown-member" },
        { "\"perMinute\": 100", "\"perMinute\": 100, \"newDates\": 1", "services.services[0].rush.newDates wrong-type" },
        { "{\"percent\": 30, \"daysBefore\": 2, \"time\": \"08:00\"}", "{\"percent\": 30}", "services.services[0].rush nothing-is-released" },
        { "\"group\": 5,", "", "services.services[0].group missing" },
        { "\"schedules\": [", "\"schedules\": [{\"office\": \"RHK\", \"from\": \"2025-01-01\", \"to\": \"2025-12-31\", \"sessions\": []}, ", "services.services[0].schedules overlapping-schedules" },
        { "\"department\": \"immd\", ", "", "services.department missing" },
        { "\"department\": \"immd\"", "\"department\": \"td\"", "services.department other-department" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void A_defect_is_named_with_its_place(string right, string wrong, string told)
    {
        Assert.Contains(right, Services, StringComparison.Ordinal);

        var reading = Reading(Services.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(reading.Book);
        Assert.Contains(told, reading.Defects.Select(defect => $"{defect.Place} {defect.Code}"));
    }

    [Fact]
    public void A_document_that_is_not_there_is_a_defect()
    {
        var reading = RuleDocuments.Read(Encoding.UTF8.GetBytes(Offices), ReadOnlyMemory<byte>.Empty, Encoding.UTF8.GetBytes(Services));

        Assert.Equal(["calendar missing"], reading.Defects.Select(defect => $"{defect.Place} {defect.Code}"));
    }

    [Fact]
    public void A_schedule_has_four_hundred_sessions_at_most_and_thousands_are_refused_at_once()
    {
        var schedule = (JsonObject)JsonNode.Parse(Services)!["services"]![0]!["schedules"]![0]!.DeepClone();
        var services = JsonNode.Parse(Services)!;
        var sessions = services["services"]![0]!["schedules"]![0]!["sessions"]!.AsArray();
        for (var i = 0; i < 5_000; i++)
        {
            sessions.Add(schedule["sessions"]![0]!.DeepClone());
        }

        var reading = Reading(services.ToJsonString());

        Assert.Equal(["services.services[0].schedules[0] too-many"], reading.Defects.Select(defect => $"{defect.Place} {defect.Code}"));
    }

    [Fact]
    public void Rules_of_several_departments_keep_each_its_own_holidays()
    {
        var other = RuleDocuments.Read(
            Encoding.UTF8.GetBytes(Offices.Replace("RHK", "LIB", StringComparison.Ordinal).Replace("immd", "lcsd", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Calendar.Replace("2026-12-25", "2026-12-04", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Services.Replace("RHK", "LIB", StringComparison.Ordinal).Replace("immd", "lcsd", StringComparison.Ordinal).Replace("hkic", "piano", StringComparison.Ordinal))).Book!;

        var together = RuleBook.Together([Read(), other]);

        Assert.Single(together.Sessions(together.Service("hkic")!, "RHK", new DateOnly(2026, 12, 4)));
        Assert.Empty(together.Sessions(together.Service("piano")!, "LIB", new DateOnly(2026, 12, 4)));
        Assert.Single(together.Sessions(together.Service("piano")!, "LIB", new DateOnly(2026, 12, 25)));
    }

    [Fact]
    public void A_missing_language_is_a_defect()
    {
        var offices = JsonNode.Parse(Offices)!;
        offices["offices"]![0]!["name"]!["sc"] = "";

        var reading = RuleDocuments.Read(Encoding.UTF8.GetBytes(offices.ToJsonString()), Encoding.UTF8.GetBytes(Calendar), Encoding.UTF8.GetBytes(Services));

        Assert.Contains("offices.offices[0].name.sc blank", reading.Defects.Select(defect => $"{defect.Place} {defect.Code}"));
    }

    [Theory]
    [InlineData("B", null)]
    [InlineData("E", "offices.offices[0].district unknown-district")]
    [InlineData("Z", "offices.offices[0].district unknown-district")]
    public void An_office_lies_in_a_district_of_its_region(string district, string? told)
    {
        var offices = JsonNode.Parse(Offices)!;
        offices["offices"]![0]!["district"] = district;

        var reading = RuleDocuments.Read(Encoding.UTF8.GetBytes(offices.ToJsonString()), Encoding.UTF8.GetBytes(Calendar), Encoding.UTF8.GetBytes(Services));

        Assert.Equal(told is null ? [] : [told], reading.Defects.Select(defect => $"{defect.Place} {defect.Code}"));
        Assert.Equal(told is null ? district : null, reading.Book?.Offices[0].District);
    }

    private static RuleBook Read()
    {
        var reading = Reading(Services);
        Assert.Empty(reading.Defects);
        return reading.Book!;
    }

    private static RuleReading Reading(string services) =>
        RuleDocuments.Read(Encoding.UTF8.GetBytes(Offices), Encoding.UTF8.GetBytes(Calendar), Encoding.UTF8.GetBytes(services));
}
