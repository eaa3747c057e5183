using System.Globalization;
using System.Text.Json;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Tests.Conventions;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>The rules that this build carries, held against dates that were worked out without this program.</summary>
public sealed class ShippedRulesTests
{
    private static readonly RuleBook _rules = ShippedRules.Read().Book;

    public static TheoryData<string> Windows()
    {
        using var vectors = Read("windows.json");
        return [.. vectors.RootElement.EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void A_window_begins_and_ends_on_the_dates_that_were_worked_out_by_hand(string name)
    {
        using var vectors = Read("windows.json");
        var one = vectors.RootElement.EnumerateArray().Single(vector => vector.GetProperty("name").GetString() == name);
        var service = _rules.Service(one.GetProperty("service").GetString()!)!;

        var dates = _rules.DatesOffered(
            service, one.GetProperty("class").GetString()!, Date(one, "today")!.Value, new Stay(Date(one, "limitOfStay"), Date(one, "terminatedOn")));

        Assert.Equal((Date(one, "first"), Date(one, "last")), (dates.Count == 0 ? null : dates[0], dates.Count == 0 ? null : dates[^1]));
    }

    [Fact]
    public void There_are_at_least_sixty_such_dates_and_twelve_services() =>
        Assert.True(Windows().Count >= 60 && _rules.Services.Count >= 12, $"{Windows().Count} dates, {_rules.Services.Count} services");

    [Fact]
    public void Every_office_says_its_district() => Assert.All(_rules.Offices, office => Assert.NotNull(office.District));

    /// <summary>Twelve answers of the department's own feed: its dates are the working days of our window, its offices those of our schedules.</summary>
    [Fact]
    public void The_departments_own_pictures_show_the_same_days_and_offices()
    {
        using var feed = Read("feed.json");
        var service = _rules.Service("hkic")!;
        foreach (var day in feed.RootElement.GetProperty("days").EnumerateArray())
        {
            var dates = _rules.DatesOffered(service, "lost", Date(day, "date")!.Value);
            foreach (var office in day.GetProperty("offices").EnumerateObject())
            {
                var letters = office.Value.GetProperty("R").GetString()!;
                Assert.Equal(letters.Length, dates.Count);
                var planned = string.Concat(dates.Select(date => _rules.Sessions(service, office.Name, date).Any() ? '.' : 'x'));
                Assert.Equal(planned, string.Concat(letters.Select(letter => letter == 'x' ? 'x' : '.')));
            }
        }
    }

    [Fact]
    public void Special_sessions_on_sundays_are_offered_inside_the_window()
    {
        var service = _rules.Services.First(one => one.Schedules.Any(schedule => schedule.Sessions.Any(session => session.Date is not null)));
        var sunday = service.Schedules.SelectMany(schedule => schedule.Sessions).First(session => session.Date?.DayOfWeek is DayOfWeek.Sunday).Date!.Value;

        Assert.Contains(sunday, _rules.DatesOffered(service, service.Classes[0].Id, sunday.AddDays(-40)));
    }

    private static JsonDocument Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "vectors", "appointments", file)));

    private static DateOnly? Date(JsonElement one, string name) => one.TryGetProperty(name, out var date) && date.ValueKind is JsonValueKind.String
        ? DateOnly.ParseExact(date.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;
}
