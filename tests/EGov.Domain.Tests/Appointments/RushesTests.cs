using System.Globalization;
using System.Text;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

/// <summary>Seats of a date are released two working days before it at 08:00, and dates are offered five working days ahead, from 2026-12-14 on nine.</summary>
public sealed class RushesTests
{
    [Theory]
    [InlineData("2026-12-04", "2026-12-02T07:44:59+08:00", null)]
    [InlineData("2026-12-04", "2026-12-02T07:45:00+08:00", "2026-12-02T08:00:00+08:00")]
    [InlineData("2026-12-04", "2026-12-02T08:19:59+08:00", "2026-12-02T08:00:00+08:00")]
    [InlineData("2026-12-04", "2026-12-02T08:20:00+08:00", null)]
    [InlineData("2026-12-05", "2026-12-02T08:00:00+08:00", null)]
    [InlineData("2026-12-07", "2026-12-04T08:00:00+08:00", "2026-12-04T08:00:00+08:00")]
    public void A_date_is_in_a_rush_around_the_release_of_its_seats(string date, string now, string? release)
    {
        var (rules, service) = Read(newDates: false);

        Assert.Equal(release is null ? null : At(release), rules.RushOf(service, Date(date), At(now))?.ReleaseAt);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2026-12-01")]
    public void A_date_that_is_past_or_beyond_any_window_is_in_none(string date)
    {
        var (rules, service) = Read(newDates: true);

        Assert.Null(rules.RushOf(service, Date(date), At("2026-12-02T08:00:00+08:00")));
    }

    /// <summary>Five working days (Monday to Saturday) after Tuesday is Monday 7 December; nothing becomes new at the beginning of a Sunday.</summary>
    [Theory]
    [InlineData("2026-12-07", "2026-11-30T23:50:00+08:00", "2026-12-01T00:00:00+08:00")]
    [InlineData("2026-12-07", "2026-12-01T00:19:00+08:00", "2026-12-01T00:00:00+08:00")]
    [InlineData("2026-12-07", "2026-12-01T23:50:00+08:00", null)]
    [InlineData("2026-12-12", "2026-12-05T23:50:00+08:00", null)]
    [InlineData("2026-12-11", "2026-12-05T00:10:00+08:00", "2026-12-05T00:00:00+08:00")]
    [InlineData("2026-12-22", "2026-12-13T23:50:00+08:00", "2026-12-14T00:00:00+08:00")]
    [InlineData("2026-12-24", "2026-12-13T23:50:00+08:00", "2026-12-14T00:00:00+08:00")]
    public void The_midnight_at_which_a_date_is_offered_first_is_a_release_where_the_rules_say_so(string date, string now, string? release)
    {
        var (rules, service) = Read(newDates: true);

        Assert.Equal(release is null ? null : At(release), rules.RushOf(service, Date(date), At(now))?.ReleaseAt);
        var (others, quiet) = Read(newDates: false);
        Assert.Null(others.RushOf(quiet, Date(date), At(now)));
    }

    [Fact]
    public void All_dates_that_are_in_a_rush_are_found_with_those_that_are_not_offered_yet()
    {
        var (rules, service) = Read(newDates: true);

        Assert.Equal([Date("2026-12-04")], rules.DatesInRush(service, At("2026-12-02T07:50:00+08:00")).Select(one => one.Date));
        Assert.Equal([Date("2026-12-07")], rules.DatesInRush(service, At("2026-11-30T23:50:00+08:00")).Select(one => one.Date));
        Assert.Equal(
            ["2026-12-19", "2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24"],
            rules.DatesInRush(service, At("2026-12-13T23:50:00+08:00")).Select(one => one.Date.ToString("O", CultureInfo.InvariantCulture)));
        Assert.Empty(rules.DatesInRush(service, At("2026-12-02T12:00:00+08:00")));
    }

    /// <summary>What is asked for in a rush are seats: they are there from the very instant on at which turns begin.</summary>
    [Fact]
    public void The_seats_are_released_when_the_rush_says_so()
    {
        var (rules, service) = Read(newDates: false);
        var plan = rules.Sessions(service, "RHK", Date("2026-12-04")).Single();
        var release = rules.RushOf(service, plan.Key.Date, At("2026-12-02T07:50:00+08:00"))!.ReleaseAt;

        Assert.Equal((5, 10), (Released(release.AddTicks(-1)), Released(release)));

        int Released(DateTimeOffset now) => rules.Released(service, plan.Key.Date, now).Of(plan.Counters);
    }

    private static (RuleBook Rules, ServiceRules Service) Read(bool newDates)
    {
        var services = $$$"""
            {"department": "immd", "services": [{
              "id": "hkic", "name": {"en": "a", "tc": "a", "sc": "a"}, "summary": {"en": "a", "tc": "a", "sc": "a"}, "documents": ["hkid"],
              "classes": [{"id": "lost", "name": {"en": "a", "tc": "a", "sc": "a"}}],
              "windows": [
                {"from": "2024-01-01", "first": 1, "last": 5, "week": "mon-sat"},
                {"from": "2026-12-14", "first": 1, "last": 9, "week": "mon-sat"}],
              "release": [{"percent": 50}, {"percent": 50, "daysBefore": 2, "time": "08:00"}],
              "rush": {"minutesBefore": 15, "minutesAfter": 20, "perMinute": 100, "newDates": {{{(newDates ? "true" : "false")}}}},
              "group": 1,
              "schedules": [{"office": "RHK", "from": "2024-01-01", "sessions": [
                {"id": "am", "days": ["mon", "tue", "wed", "thu", "fri", "sat"], "start": "09:00", "end": "12:00", "slotMinutes": 15, "counters": 10, "hours": "general"}]}]
            }]}
            """;
        var reading = RuleDocuments.Read(
            """{"department": "immd", "offices": [{"id": "RHK", "name": {"en": "a", "tc": "a", "sc": "a"}, "address": {"en": "a", "tc": "a", "sc": "a"}, "region": "HK"}]}"""u8.ToArray(),
            """{"holidays": [{"date": "2026-12-25", "name": {"en": "a", "tc": "a", "sc": "a"}}], "knownUntil": "2026-12-31"}"""u8.ToArray(),
            Encoding.UTF8.GetBytes(services));
        Assert.Empty(reading.Defects);
        return (reading.Book!, reading.Book!.Service("hkic")!);
    }

    private static DateOnly Date(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
