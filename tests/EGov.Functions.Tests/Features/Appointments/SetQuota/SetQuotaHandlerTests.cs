using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.SetQuota;

public sealed class SetQuotaHandlerTests
{
    private static readonly DateOnly _tuesday = new(2026, 12, 1);

    /// <summary>RKO's identity card sessions of a week, which have 14 seats a slot.</summary>
    private static readonly QuotaCommand _week = new("hkic", "RKO", "day", _tuesday, _tuesday.AddDays(6), null, 10);

    [Fact]
    public async Task A_preview_says_what_a_quota_means_for_each_date_and_saves_nothing()
    {
        var counter = new OfficeCounter();
        counter.Book(_tuesday.AddDays(1), slot: 3, seats: 11);
        counter.Book(_tuesday.AddDays(2), slot: 3, seats: 2);
        var before = counter.World.Sessions.ToDictionary();

        var effects = await counter.PreviewAsync(_week);

        // Saturday has another session, Sunday none.
        Assert.Equal([1, 2, 3, 4, 7], effects.Select(effect => effect.Date.Day));
        Assert.Equal(
            [
                new QuotaEffect(_tuesday, 14, 14, 10, 0, 0, QuotaOutcome.Changed),
                new QuotaEffect(_tuesday.AddDays(1), 14, 14, 10, 11, 0, QuotaOutcome.Refused, "09:45", 11),
                new QuotaEffect(_tuesday.AddDays(2), 14, 14, 10, 2, 0, QuotaOutcome.Changed),
            ],
            effects.Take(3));
        Assert.Equal(before, counter.World.Sessions);
        Assert.Empty(counter.Records.Changes);
    }

    [Fact]
    public async Task What_can_be_changed_is_and_what_is_booked_beyond_it_stays_with_its_numbers()
    {
        var counter = new OfficeCounter();
        counter.Book(_tuesday.AddDays(1), slot: 3, seats: 11);

        var done = (await counter.SetQuotaAsync(_week)).Value;

        Assert.Equal(
            [QuotaOutcome.Changed, QuotaOutcome.Refused, QuotaOutcome.Changed, QuotaOutcome.Changed, QuotaOutcome.Changed],
            done.Effects.Select(effect => effect.Outcome));
        Assert.Equal(("09:45", 11), (done.Effects[1].Time, done.Effects[1].Taken));
        Assert.Equal([10, null, 10, 10, 10], done.Effects.Select(effect => Session(counter, effect.Date).Quota));
        var noted = Assert.Single(counter.Records.Changes);
        Assert.True(noted.Finished);
        Assert.Equal(("officer", "Cheung Ka Yan", counter.Time.GetUtcNow(), 10), (noted.By, noted.Name, noted.At, noted.Seats));
    }

    [Fact]
    public async Task A_quota_that_is_so_already_is_no_change()
    {
        var counter = new OfficeCounter();

        var same = (await counter.SetQuotaAsync(_week with { Seats = 14 })).Value;

        Assert.All(same.Effects, effect => Assert.Equal(QuotaOutcome.Unchanged, effect.Outcome));
        Assert.Empty(counter.World.Sessions);
    }

    [Fact]
    public async Task The_same_call_has_the_same_answer_and_another_body_under_its_key_is_refused()
    {
        var counter = new OfficeCounter();
        var first = (await counter.SetQuotaAsync(_week)).Value;
        await counter.SetQuotaAsync(_week with { Seats = 12 }, "other");

        Assert.Equivalent(first, (await counter.SetQuotaAsync(_week)).Value);
        Assert.Equal(12, Session(counter, _tuesday).Quota);
        Assert.Equal("idempotency-key-reused", (await counter.SetQuotaAsync(_week with { Seats = 9 })).Refused?.Code);
        Assert.Equal(2, counter.Records.Changes.Count);
    }

    /// <summary>Wherever the process dies, no quota is another without a note that says so, and the repetition finishes what was begun with the numbers of before.</summary>
    [Fact]
    public async Task A_call_that_dies_anywhere_leaves_a_note_and_is_finished_by_its_repetition()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var counter = new OfficeCounter();
            counter.World.Deaths.Restart(at);
            try
            {
                await counter.SetQuotaAsync(_week with { To = _tuesday });
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            counter.World.Deaths.Restart(null);
            Assert.True(counter.World.Sessions.Count == 0 || counter.Records.Changes is [{ Effects: [{ Before: 14, Seats: 10 }] }]);

            var done = (await counter.SetQuotaAsync(_week with { To = _tuesday })).Value;

            Assert.Equal((true, 14, 10, QuotaOutcome.Changed), (done.Finished, done.Effects[0].Before, Session(counter, _tuesday).Quota, done.Effects[0].Outcome));
            Assert.True(Assert.Single(counter.Records.Changes).Finished);
        }

        Assert.Equal(6, deaths);
    }

    [Fact]
    public async Task The_seats_that_a_quota_gives_can_be_taken_and_no_more()
    {
        var counter = new OfficeCounter();
        counter.GoTo(11, 24, 16, 20);
        await counter.SetQuotaAsync(new QuotaCommand("hkic", "RKO", "day", new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 24), null, 2));

        Assert.Null((await counter.WalkInAsync("a")).Refused);
        Assert.Null((await counter.WalkInAsync("b")).Refused);
        Assert.Equal("no-seat-today", (await counter.WalkInAsync("c")).Refused?.Code);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "service", "service-unknown" },
        { "office", "office-unknown" },
        { "session", "session-unknown" },
        { "sunday", "session-unknown" },
        { "backwards", "period-invalid" },
        { "no end", "period-invalid" },
        { "yesterday", "slot-past" },
        { "years", "period-too-long" },
        { "many", "too-many-sessions" },
        { "weekday", "weekday-unknown" },
        { "negative", "quota-out-of-range" },
        { "huge", "quota-out-of-range" },
        { "none", "quota-out-of-range" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_meant_is_refused_with_its_own_code(string fault, string code)
    {
        var wrong = fault switch
        {
            "service" => _week with { Service = "none" },
            "office" => _week with { Office = "none" },
            "session" => _week with { Session = "night" },
            "sunday" => _week with { Weekdays = ["sun"] },
            "backwards" => _week with { To = _tuesday.AddDays(-1) },
            "no end" => _week with { To = null },
            "yesterday" => _week with { From = new DateOnly(2026, 11, 23) },
            "years" => _week with { To = DateOnly.MaxValue },
            "many" => _week with { To = _tuesday.AddDays(390) },
            "weekday" => _week with { Weekdays = ["tue", null] },
            "negative" => _week with { Seats = -1 },
            "huge" => _week with { Seats = 22 },
            _ => _week with { Seats = null },
        };

        Assert.Equal(code, new OfficeCounter().Read(wrong).Refused?.Code);
    }

    [Fact]
    public void Days_of_the_week_pick_the_dates_and_another_departments_officer_picks_none()
    {
        var counter = new OfficeCounter();

        Assert.Equal([3, 7], counter.Read(_week with { Weekdays = ["thu", "mon"] }).Value.Plans.Select(plan => plan.Key.Date.Day));
        Assert.Equal("not-found", counter.Read(_week, OfficeCounter.At("td")).Refused?.Code);
    }

    private static SessionSeats Session(OfficeCounter counter, DateOnly date) =>
        counter.World.Sessions.GetValueOrDefault(new SessionKey("hkic", "RKO", date, "day"), SessionSeats.Untouched);
}
