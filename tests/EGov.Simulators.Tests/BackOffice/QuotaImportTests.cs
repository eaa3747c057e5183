using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EGov.Simulators.BackOffice;
using EGov.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EGov.Simulators.Tests.BackOffice;

public sealed class QuotaImportTests
{
    private const string Services = """
        {"services": [{"id": "hkic", "release": [{"percent": 70}, {"percent": 30, "daysBefore": 10, "time": "08:00"}], "schedules": [
          {"office": "RHK", "from": "2020-01-01", "to": "2025-12-31", "sessions": []},
          {"office": "RHK", "from": "2026-01-01", "to": null, "sessions": [
            {"id": "day", "days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "12:10", "slotMinutes": 15, "counters": 10, "hours": "general"},
            {"id": "sat", "days": ["sat"], "start": "09:00", "end": "10:00", "slotMinutes": 30, "counters": 2, "hours": "general"},
            {"id": "evening", "days": ["mon", "sat"], "start": "18:00", "end": "20:00", "slotMinutes": 15, "counters": 10, "hours": "extended"}]}]}]}
        """;

    private static readonly DateOnly s_monday = new(2026, 11, 30);

    [Fact]
    public void A_picture_becomes_seats_in_the_sessions_that_the_department_planned()
    {
        var plan = new ServicePlan(JsonElement.Parse(Services), "hkic");

        var sessions = new QuotaPicture(new Dictionary<string, string> { ["RHK"] = "rygxg" })
            .On(plan, [s_monday, s_monday.AddDays(1), s_monday.AddDays(2), s_monday.AddDays(3), s_monday.AddDays(5)]).ToList();

        Assert.Equal([("day", 12), ("day", 12), ("day", 12), ("sat", 2)], sessions.Select(session => (session.Session, session.Seats.Count)));
        Assert.All(sessions[0].Seats, seats => Assert.Equal(10, seats));
        Assert.Equal([6, 10], sessions[1].Seats.Distinct().Order());
        Assert.All(sessions[2].Seats, seats => Assert.InRange(seats, 0, 3));
        Assert.Equal(s_monday.AddDays(5), sessions[3].Date);
    }

    [Fact]
    public async Task The_department_reports_once_in_batches_onto_the_days_that_are_offered_today()
    {
        using var folder = new TestFolder();
        await using var platform = await Platform.StartAsync();

        await platform.ImportAsync(folder.Path, until: "quota-imported");
        await platform.ImportAsync(folder.Path, until: "quota-imported");

        var sessions = platform.Reports.SelectMany(report => report.GetProperty("sessions").EnumerateArray()).ToList();
        Assert.Equal(96, sessions.Count);
        Assert.Equal("2026-12-01", sessions[0].GetProperty("date").GetString());
        Assert.Equal("RHK", sessions[0].GetProperty("office").GetString());
        Assert.Single(platform.Reports.Select(report => report.GetProperty("asOf").GetString()).Distinct());
    }

    [Fact]
    public async Task A_platform_that_is_away_at_first_gets_the_report_when_it_is_there()
    {
        using var folder = new TestFolder();
        await using var platform = await Platform.StartAsync();
        platform.Failures = 3;

        await platform.ImportAsync(folder.Path, until: "quota-imported");

        Assert.Equal(96, platform.Reports.SelectMany(report => report.GetProperty("sessions").EnumerateArray()).Count());
    }

    /// <summary>What the import asks of the platform.</summary>
    private sealed class Platform(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<JsonElement> Reports { get; } = new();

        public int Failures { get; set; }

        public static async Task<Platform> StartAsync()
        {
            var builder = LoopbackServer.CreateBuilder();
            var app = builder.Build();
            var platform = new Platform(app);
            app.MapPost("/token", () => Results.Json(new { access_token = "token", expires_in = 3600 }));
            app.MapGet("/api/departments/immd/appointment-rules", () => platform.Failures-- > 0
                ? Results.StatusCode(503)
                : Results.Json(new { documents = new { services = JsonElement.Parse(Services) } }));
            app.MapGet("/api/appointments/availability", () => Results.Json(new
            {
                days = Weekdays().Take(96).Select(date => new { date = date.ToString("O", CultureInfo.InvariantCulture), office = "RHK" }),
            }));
            app.MapPut("/api/departments/immd/appointments/other-channels", (JsonElement report) => platform.Reports.Enqueue(report.Clone()));
            await app.StartAsync(TestContext.Current.CancellationToken);
            return platform;
        }

        public async Task ImportAsync(string folder, string until)
        {
            await using var host = await SimulatorHost.StartAsync(
                folder,
                "--BackOffice:ReportsQuota=true",
                $"--BackOffice:ApiBase={app.Urls.Single()}/api",
                $"--BackOffice:TokenEndpoint={app.Urls.Single()}/token",
                "--BackOffice:IdleMin=00:00:00.010",
                "--BackOffice:RetryDelay=00:00:00.010");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            while (!File.Exists(Path.Combine(folder, until)))
            {
                await Task.Delay(20, patience.Token);
            }
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private static IEnumerable<DateOnly> Weekdays() =>
            Enumerable.Range(1, 400).Select(s_monday.AddDays).Where(date => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
    }
}
