using System.Globalization;
using System.Text.Json;
using EGov.Domain;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.ListAvailability;
using EGov.Functions.Features.Appointments.ReportOtherChannels;
using EGov.Functions.Tests.Conventions;
using EGov.Functions.Tests.Hosting;
using EGov.Simulators.BackOffice;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments.ReportOtherChannels;

/// <summary>
/// Twelve days' pictures of the department's own public calendar, rebuilt: what its simulated system would report on that day is reported, and what anybody then sees
/// has the department's colour in each cell, 6 offices by 96 days by 2 kinds of hours.
/// </summary>
public sealed class PictureTests
{
    public static TheoryData<string> Days() => [.. Feed().Select(day => day.GetProperty("date").GetString()!)];

    [Theory]
    [MemberData(nameof(Days))]
    public async Task The_departments_picture_is_rebuilt_from_our_rules_and_bookings(string date)
    {
        var offices = Feed().Single(day => day.GetProperty("date").GetString() == date).GetProperty("offices");
        var today = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var time = new FakeTimeProvider(HongKong.At(today, new TimeOnly(12, 3)));
        var (rules, world) = (new TestRules(), new InMemory());
        var dates = rules.Current.DatesOffered(rules.Current.Service("hkic")!, "reach-18", today);
        var picture = new QuotaPicture(offices.EnumerateObject().ToDictionary(office => office.Name, office => office.Value.GetProperty("R").GetString()!));
        var sessions = picture.On(new ServicePlan(JsonElement.Parse(ShippedRules.Read().Documents.Services!), "hkic"), dates).ToList();
        var answer = (await new ReportOtherChannelsHandler(rules, world, time).HandleAsync(
            "immd",
            new ReportOtherChannelsCommand(time.GetUtcNow(), [.. sessions.Select(one => new Functions.Features.Appointments.ReportOtherChannels.ChannelSession(one.Service, one.Office, one.Date, one.Session, one.Seats))]),
            TestContext.Current.CancellationToken)).Value;
        Assert.Equal((sessions.Count, 0, 0), (answer.Sessions, answer.Outdated, answer.Unplaced.Count));

        var seen = await SeeAsync(rules, world, time);

        Assert.Equal(Letters(offices), offices.EnumerateObject().ToDictionary(office => office.Name, office => (
            string.Concat(dates.Select(day => Letter(seen, day, office.Name, "generalLevel"))),
            string.Concat(dates.Select(day => Letter(seen, day, office.Name, "extendedLevel"))))));
        Assert.Equal((6, 96), (offices.EnumerateObject().Count(), dates.Count));
    }

    [Fact]
    public void There_are_twelve() => Assert.Equal(12, Days().Count);

    private static async Task<Dictionary<(string Date, string Office), JsonElement>> SeeAsync(TestRules rules, InMemory world, TimeProvider time)
    {
        var http = HttpCalls.Call();
        http.Request.QueryString = new QueryString("?service=hkic&class=reach-18");
        var result = await new ListAvailabilityFunction(rules, new Availability(world, time), new AvailabilityAnswers(time), time).RunAsync(http.Request);
        await result.ExecuteAsync(http);
        return http.Body().GetProperty("days").EnumerateArray().ToDictionary(day => (day.GetProperty("date").GetString()!, day.GetProperty("office").GetString()!));
    }

    private static char Letter(Dictionary<(string Date, string Office), JsonElement> seen, DateOnly date, string office, string level) =>
        seen.TryGetValue((date.ToString("O", CultureInfo.InvariantCulture), office), out var day) && day.TryGetProperty(level, out var said)
            ? said.GetString() switch
            {
                "none" => 'r',
                "few" => 'y',
                "many" => 'g',
                var other => throw new InvalidDataException(other),
            }
            : 'x';

    private static Dictionary<string, (string, string)> Letters(JsonElement offices) => offices.EnumerateObject().ToDictionary(
        office => office.Name, office => (office.Value.GetProperty("R").GetString()!, office.Value.GetProperty("K").GetString()!));

    private static List<JsonElement> Feed() => [.. JsonElement.Parse(
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "vectors", "appointments", "feed.json"))).GetProperty("days").EnumerateArray()];
}
