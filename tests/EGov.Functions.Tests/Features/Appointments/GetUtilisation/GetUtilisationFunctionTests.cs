using System.Text;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.GetUtilisation;
using EGov.Functions.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Tests.Features.Appointments.GetUtilisation;

public sealed class GetUtilisationFunctionTests
{
    private static readonly DateOnly _monday = new(2026, 11, 23);

    [Fact]
    public async Task What_came_of_the_seats_adds_up_in_every_line_and_in_the_total()
    {
        var counter = await WeekAsync();

        var answer = (await AskAsync(counter, "?service=hkic&office=RKO&from=2026-11-23&to=2026-11-29")).Body();

        var days = answer.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal(6, days.Count);
        var total = answer.GetProperty("total");
        foreach (var name in (string[])["seats", "released", "closed", "booked", "expected", "arrived", "missed", "otherChannels", "walkIns"])
        {
            Assert.Equal(days.Sum(day => day.GetProperty(name).GetInt32()), total.GetProperty(name).GetInt32());
        }

        Assert.All(days, day => Assert.Equal(
            day.GetProperty("booked").GetInt32(),
            ((string[])["expected", "arrived", "missed", "otherChannels"]).Sum(name => day.GetProperty(name).GetInt32())));
        var monday = days[0];
        Assert.Equal(
            [30 * 14, 2 * 14 - 2, 6, 2, 1],
            ((string[])["seats", "closed", "booked", "arrived", "missed"]).Select(name => monday.GetProperty(name).GetInt32()));
        Assert.Equal(1.5m, monday.GetProperty("utilisationPercent").GetDecimal());
        Assert.Equal(33.3m, monday.GetProperty("noShowPercent").GetDecimal());
        Assert.Equal((1, 1), (days[1].GetProperty("walkIns").GetInt32(), days[1].GetProperty("booked").GetInt32()));
        Assert.Equal((20, 600), (days[2].GetProperty("booked").GetInt32(), days[2].GetProperty("seats").GetInt32()));
        Assert.Equal((3, 3, 0), (days[3].GetProperty("booked").GetInt32(), days[3].GetProperty("otherChannels").GetInt32(), days[3].GetProperty("expected").GetInt32()));
    }

    [Fact]
    public async Task Of_a_date_to_come_only_what_was_released_counts_as_released_and_a_day_without_visits_has_no_share_of_missing()
    {
        var answer = (await AskAsync(new OfficeCounter(), "?service=hkic&office=RKO&from=2027-01-05&to=2027-01-05")).Body();

        var day = Assert.Single(answer.GetProperty("days").EnumerateArray().ToList());
        Assert.Equal((30 * 14, 30 * 9), (day.GetProperty("seats").GetInt32(), day.GetProperty("released").GetInt32()));
        Assert.Equal(0m, day.GetProperty("utilisationPercent").GetDecimal());
        Assert.False(day.TryGetProperty("noShowPercent", out _));
    }

    [Fact]
    public async Task All_offices_of_a_service_and_all_services_of_an_office_are_counted_together()
    {
        var counter = await WeekAsync();

        var offices = (await AskAsync(counter, "?service=hkic&from=2026-11-23&to=2026-11-23")).Body().GetProperty("days").EnumerateArray().ToList();
        var services = (await AskAsync(counter, "?office=RKO&from=2026-11-23&to=2026-11-23")).Body().GetProperty("days").EnumerateArray().ToList();

        Assert.True(offices.Count > 4);
        Assert.Equal(offices.Count, offices.Select(line => line.GetProperty("office").GetString()).Distinct().Count());
        Assert.True(Assert.Single(services).GetProperty("seats").GetInt32() > 30 * 14);
    }

    [Theory]
    [InlineData("", "service-or-office-needed")]
    [InlineData("?service=none&from=2026-11-23&to=2026-11-23", "service-unknown")]
    [InlineData("?office=none&from=2026-11-23&to=2026-11-23", "office-unknown")]
    [InlineData("?office=RKO", "period-invalid")]
    [InlineData("?office=RKO&from=2026-11-23&to=2026-11-22", "period-invalid")]
    [InlineData("?office=RKO&from=today&to=2026-11-22", "period-invalid")]
    [InlineData("?office=RKO&from=2026-01-01&to=2026-04-03", "period-too-long")]
    public async Task What_cannot_be_counted_is_refused(string query, string code) =>
        Assert.Equal(code, (await AskAsync(new OfficeCounter(), query)).Body().GetProperty("code").GetString());

    [Fact]
    public async Task Ninety_two_days_are_counted_to_the_end_of_time_and_another_departments_officer_sees_none()
    {
        Assert.Equal(200, (await AskAsync(new OfficeCounter(), "?office=RKO&from=2026-01-01&to=2026-04-02")).Response.StatusCode);
        Assert.Equal(200, (await AskAsync(new OfficeCounter(), "?office=RKO&from=9999-12-01&to=9999-12-31")).Response.StatusCode);
        Assert.Equal(404, (await AskAsync(new OfficeCounter(), "?office=RKO&from=2026-01-01&to=2026-01-02", by: "td")).Response.StatusCode);
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("text/csv, application/json;q=0.5")]
    public async Task A_spreadsheet_is_given_to_whoever_prefers_one_in_their_language(string accept)
    {
        var reply = await AskAsync(await WeekAsync(), "?service=hkic&office=RKO&from=2026-11-23&to=2026-11-24", accept);

        Assert.StartsWith("text/csv", reply.Response.ContentType, StringComparison.Ordinal);
        Assert.Equal(
            "\uFEFFdate,office,officeName,seats,released,closed,booked,expected,arrived,missed,otherChannels,walkIns,utilisation,noShows\r\n"
            + "2026-11-23,RKO,人事登記處－九龍辦事處,420,420,26,6,3,2,1,0,0,1.5,33.3\r\n"
            + "2026-11-24,RKO,人事登記處－九龍辦事處,420,420,0,1,1,0,0,0,1,0.2,\r\n"
            + "total,,,840,840,26,7,4,2,1,0,1,0.9,33.3\r\n",
            Encoding.UTF8.GetString(((MemoryStream)reply.Response.Body).ToArray()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/json, text/csv;q=0.5")]
    [InlineData("text/csv;q=0")]
    [InlineData(";;;")]
    public async Task Everybody_else_is_given_json(string? accept) => Assert.StartsWith(
        "application/json",
        (await AskAsync(new OfficeCounter(), "?office=RKO&from=2026-11-23&to=2026-11-23", accept)).Response.ContentType,
        StringComparison.Ordinal);

    /// <summary>A Monday with six bookings of whom two came and one did not, two slots closed; a walk-in on Tuesday; a Wednesday whose quota is 20, one slot full; a Thursday of which the hotline gave out three seats.</summary>
    private static async Task<OfficeCounter> WeekAsync()
    {
        var counter = new OfficeCounter();
        var monday = counter.Rules.Plan(new SessionKey("hkic", "RKO", _monday, "day"))!;
        counter.Book(_monday, slot: 0, seats: 4);
        counter.Book(_monday, slot: 5, seats: 2);
        var now = counter.Time.GetUtcNow();
        counter.World.Sessions[monday.Key] = counter.World.Sessions[monday.Key]
            .Note("claim-0-0", Visit.Arrived, "call", now).Value
            .Note("claim-0-1", Visit.Arrived, "call", now).Value
            .Note("claim-0-2", Visit.Missed, "call", now).Value
            .Close(new ClosedSlots("closure", 5, 7));
        await counter.WalkInAsync();
        var wednesday = counter.Rules.Plan(new SessionKey("hkic", "RKO", _monday.AddDays(2), "day"))!;
        counter.World.Sessions[wednesday.Key] = SessionSeats.Untouched with { Quota = 20 };
        for (var i = 0; i < 20; i++)
        {
            counter.World.Sessions[wednesday.Key] = counter.World.Sessions[wednesday.Key].Claim(
                wednesday, ReleasedShare.All, 3, 1, new SeatOwner($"claim-{i}", "person", "reference", "lost"), now, null)!;
        }

        var thursday = counter.Rules.Plan(new SessionKey("hkic", "RKO", _monday.AddDays(3), "day"))!;
        counter.World.Sessions[thursday.Key] = SessionSeats.Untouched.Report(thursday, [3, .. Enumerable.Repeat(0, thursday.Slots - 1)], now, now).Next;
        return counter;
    }

    private static async Task<HttpContext> AskAsync(OfficeCounter counter, string query, string? accept = null, string by = "immd")
    {
        var http = HttpCalls.Call(acceptLanguage: "zh-HK", caller: OfficeCounter.At(by));
        http.Request.QueryString = new QueryString(query);
        http.Request.Headers.Accept = accept;
        var library = Substitute.For<IRuleLibrary>();
        library.Current.Returns(counter.Rules);
        var answer = await new GetUtilisationFunction(library, new Utilisation(counter.World, counter.Time))
            .RunAsync(http.Request, "immd", TestContext.Current.CancellationToken);
        await answer.ExecuteAsync(http);
        return http;
    }
}
