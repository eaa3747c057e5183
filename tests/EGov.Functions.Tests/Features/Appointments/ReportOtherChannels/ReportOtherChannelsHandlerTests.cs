using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments.ReportOtherChannels;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments.ReportOtherChannels;

public sealed class ReportOtherChannelsHandlerTests
{
    private static readonly DateOnly s_monday = new(2026, 11, 30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
    private readonly TestRules _rules = new();
    private readonly InMemory _world = new();

    [Fact]
    public async Task A_report_is_taken_over_session_by_session_and_says_what_found_no_room()
    {
        await BookAsync();

        var answer = (await ReportAsync(Session("YLO", "am", 15, 6), Session("YLO", "pm", 10, 1))).Value;

        Assert.Equal((2, 0), (answer.Sessions, answer.Outdated));
        Assert.Equal([new UnplacedSeats("hkic", "YLO", s_monday, "am", "09:00", 1)], answer.Unplaced);
        Assert.Equal((90, 10), (Taken("am"), Taken("pm")));
    }

    [Fact]
    public async Task A_repeated_report_gets_the_same_answer_and_an_older_one_changes_nothing()
    {
        await BookAsync();
        var first = (await ReportAsync(Session("YLO", "am", 15, 6))).Value;
        var second = (await ReportAsync(Session("YLO", "am", 15, 6))).Value;
        Assert.Equal(first.Unplaced, second.Unplaced);

        var late = (await ReportAtAsync(_time.GetUtcNow().AddMinutes(-1), Session("YLO", "am", 15, 0))).Value;

        Assert.Equal((0, 1), (late.Sessions, late.Outdated));
        Assert.Equal(90, Taken("am"));
    }

    [Fact]
    public async Task A_report_with_any_fault_is_refused_whole()
    {
        var refusal = (await ReportAsync(
            Session("YLO", "am", 15, 1),
            Session("YLO", "am", 15, 1),
            Session("YLO", "evening", 15, 1),
            Session("XXX", "am", 15, 1),
            Session("YLO", "pm", 15, 1),
            Session("FTO", "am", 15, -1),
            Session("FTO", "am", 15, 1) with { Date = new DateOnly(2026, 11, 23) },
            Session("FTO", "am", 15, 1) with { Seats = null },
            null)).Refused!;

        Assert.Equal("report-defective", refusal.Code);
        Assert.Equal(
            [
                ("session-twice", "sessions[1]"),
                ("session-unknown", "sessions[2]"),
                ("session-unknown", "sessions[3]"),
                ("seats-not-by-slot", "sessions[4].seats"),
                ("seats-not-by-slot", "sessions[5].seats"),
                ("session-unknown", "sessions[6]"),
                ("session-twice", "sessions[7]"),
                ("session-unknown", "sessions[8]"),
            ],
            refusal.Errors!.Select(error => (error.Code, error.Field)));
        Assert.Empty(_world.Sessions);
    }

    [Fact]
    public async Task Another_departments_sessions_are_unknown() => Assert.Equal(
        "session-unknown",
        (await new ReportOtherChannelsHandler(_rules, _world, _time).HandleAsync(
            "td", new ReportOtherChannelsCommand(_time.GetUtcNow(), [Session("YLO", "am", 15, 1)]), TestContext.Current.CancellationToken)).Refused!.Errors![0].Code);

    [Fact]
    public async Task A_report_says_when_it_was_made_and_is_of_a_thousand_sessions_at_most()
    {
        Assert.Equal("report-time-invalid", (await ReportAtAsync(null, Session("YLO", "am", 15, 1))).Refused?.Code);
        Assert.Equal("report-time-invalid", (await ReportAtAsync(_time.GetUtcNow().AddHours(1), Session("YLO", "am", 15, 1))).Refused?.Code);
        Assert.Equal("report-size", (await ReportAsync()).Refused?.Code);
        Assert.Equal("report-size", (await ReportAsync([.. Enumerable.Repeat(Session("YLO", "am", 15, 1), 1_001)])).Refused?.Code);
        Assert.Empty(_world.Sessions);
    }

    private static ChannelSession Session(string office, string session, int slots, int seats) =>
        new("hkic", office, s_monday, session, [.. Enumerable.Repeat(seats, slots)]);

    private int Taken(string session) => SeatCounts.Of(_world.Sessions[new SessionKey("hkic", "YLO", s_monday, session)]).Slots.Sum(slot => slot.Value.Booked);

    private Task<bool> BookAsync()
    {
        var plan = _rules.Current.Plan(new SessionKey("hkic", "YLO", s_monday, "am"))!;
        return _world.DecideAsync(
            plan.Key,
            session => new Functions.Features.Appointments.Decision<bool>(
                session.Claim(plan, ReleasedShare.All, 0, 1, new SeatOwner("claim", "person", "reference", "lost"), _time.GetUtcNow(), until: null), true),
            TestContext.Current.CancellationToken);
    }

    private Task<Outcome<ChannelsAnswer>> ReportAsync(params ChannelSession?[] sessions) => ReportAtAsync(_time.GetUtcNow(), sessions);

    private Task<Outcome<ChannelsAnswer>> ReportAtAsync(DateTimeOffset? asOf, params ChannelSession?[] sessions) =>
        new ReportOtherChannelsHandler(_rules, _world, _time).HandleAsync("immd", new ReportOtherChannelsCommand(asOf, sessions), TestContext.Current.CancellationToken);
}
