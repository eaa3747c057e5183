using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableSessionBookTests(AzuriteServer azurite)
{
    private static readonly DateOnly _date = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each client asks again and again until nothing is left, so the processes write over one another's versions all the time.</summary>
    [Fact]
    public async Task Three_processes_whose_clients_take_seats_until_none_is_left_give_each_seat_to_one()
    {
        const int Seats = 300;
        var plan = Plan(slots: 5, counters: Seats / 5);
        var books = await Task.WhenAll(BookAsync(), BookAsync(), BookAsync());

        var taken = await Task.WhenAll(Enumerable.Range(0, 30).Select(async client =>
        {
            var mine = 0;
            for (var slot = 0; slot < 5; slot++)
            {
                while (await ClaimAsync(books[client % 3], plan, $"claim-{client}-{mine}", slot))
                {
                    mine++;
                }
            }

            return mine;
        }));

        var seats = await books[0].DecideAsync(plan.Key, session => new Decision<SessionSeats>(null, session, OnFresh: true), Cancellation);
        Assert.Equal(Seats, taken.Sum());
        Assert.Equal(Seats, seats.Seats.Length);
        Assert.Equal(Seats, seats.Seats.Select(seat => (seat.Slot, seat.Number)).Distinct().Count());
    }

    [Fact]
    public async Task A_refusal_never_rests_on_what_was_known_more_than_a_second_ago()
    {
        var plan = Plan(slots: 1, counters: 1);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        var (ours, theirs) = (await BookAsync(time), await BookAsync());
        Assert.True(await ClaimAsync(ours, plan, "first"));
        await theirs.DecideAsync(plan.Key, session => new Decision<bool>(session.Release("first", DateTimeOffset.UtcNow), true), Cancellation);

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await ClaimAsync(ours, plan, "second"));
    }

    [Fact]
    public async Task A_report_of_other_channels_is_kept_with_its_time()
    {
        var plan = Plan(slots: 2, counters: 3);
        var (reported, now) = (new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero), DateTimeOffset.UtcNow);
        await (await BookAsync()).DecideAsync(
            plan.Key, session => new Decision<bool>(session.Report(plan, [3, 0], reported, now).Next, true), Cancellation);

        var late = await (await BookAsync()).DecideAsync(
            plan.Key, session => new Decision<ChannelReport>(null, session.Report(plan, [0, 0], reported.AddSeconds(-1), now), OnFresh: true), Cancellation);

        Assert.True(late.Outdated);
        Assert.Equal([0, 0, 0], late.Next.Seats.Where(OtherChannels.IsTheirs).Select(seat => seat.Slot));
    }

    [Fact]
    public async Task The_counts_are_those_of_the_seats_and_a_session_that_nobody_touched_has_none()
    {
        var plan = Plan(slots: 4, counters: 3);
        var book = await BookAsync();
        Assert.True(await ClaimAsync(book, plan, "a", slot: 2));
        await book.DecideAsync(plan.Key, session => new Decision<bool>(session.Confirm("a", "call", DateTimeOffset.UtcNow).Value, true), Cancellation);
        Assert.True(await ClaimAsync(book, plan, "b", slot: 2));

        var counts = await (await BookAsync()).CountsAsync(plan.Key.Service, plan.Key.Office, Cancellation);

        Assert.Equal([3, 3, 1, 3], Assert.Single(counts).Value.Free(plan, ReleasedShare.All, DateTimeOffset.UtcNow));
        Assert.Equal([3, 3, 2, 3], counts[(plan.Key.Date, plan.Key.Id)].Free(plan, ReleasedShare.All, DateTimeOffset.UtcNow.AddHours(1)));
    }

    [Fact]
    public async Task A_full_session_of_the_most_seats_fits_into_its_row()
    {
        var plan = Plan(slots: 4, counters: 160);
        var book = await BookAsync();

        var seated = await Task.WhenAll(Enumerable.Range(0, SessionPlan.MostSeats).Select(i => ClaimAsync(book, plan, $"claim-{i:0000000}", slot: i % 4)));

        Assert.DoesNotContain(false, seated);
        Assert.False(await ClaimAsync(book, plan, "one too many"));
        var counts = await (await BookAsync()).CountsAsync(plan.Key.Service, plan.Key.Office, Cancellation);
        Assert.Equal([0, 0, 0, 0], counts.Single().Value.Free(plan, ReleasedShare.All, DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_day_is_read_with_all_its_seats_and_their_visits_and_no_other_days()
    {
        var plan = Plan(slots: 4, counters: 3);
        var book = await BookAsync();
        var noon = new DateTimeOffset(2026, 12, 1, 4, 0, 0, TimeSpan.Zero);
        var afternoon = plan with { Key = plan.Key with { Id = "pm" } };
        foreach (var one in (SessionPlan[])[plan, afternoon, plan with { Key = plan.Key with { Date = _date.AddDays(1) } }, plan with { Key = plan.Key with { Date = _date.AddDays(-1) } }])
        {
            await book.DecideAsync(one.Key, session => new Decision<bool>(Booked(session, one).Note("a", Visit.Arrived, "call", noon).Value, true), Cancellation);
        }

        var day = await (await BookAsync()).DayAsync(plan.Key.Service, plan.Key.Office, _date, Cancellation);

        Assert.Equal(["am", "pm"], day.Keys.Order(StringComparer.Ordinal));
        var seat = day["am"].Seats.Single(one => one.Claim == "a");
        Assert.Equal((Visit.Arrived, noon, "call", "lost"), (seat.Visit, seat.VisitAt, seat.VisitCall, seat.Owner.Class));
        Assert.Empty(await book.DayAsync(plan.Key.Service, "elsewhere", _date, Cancellation));
    }

    [Fact]
    public async Task What_came_of_a_period_is_that_of_its_sessions_with_both_ends()
    {
        var plan = Plan(slots: 4, counters: 3);
        var book = await BookAsync();
        for (var day = 0; day < 4; day++)
        {
            var one = plan with { Key = plan.Key with { Date = _date.AddDays(day) } };
            await book.DecideAsync(
                one.Key,
                session => new Decision<bool>(
                    Booked(session, one).Note("a", Visit.Arrived, "call", DateTimeOffset.UtcNow).Value.Note("b", Visit.Missed, "call", DateTimeOffset.UtcNow).Value, true),
                Cancellation);
        }

        var tallies = await (await BookAsync()).TalliesAsync(plan.Key.Service, plan.Key.Office, _date.AddDays(1), _date.AddDays(2), Cancellation);

        Assert.Equal([(_date.AddDays(1), "am"), (_date.AddDays(2), "am")], tallies.Keys.Order());
        Assert.All(tallies.Values, tally => Assert.Equal((1, 1, 1, 3), (tally.Arrived, tally.Missed, tally.WalkIns, tally.Counts.Slots[0].Booked)));
        Assert.Empty(await book.TalliesAsync(plan.Key.Service, plan.Key.Office, DateOnly.MaxValue, DateOnly.MaxValue, Cancellation));
    }

    /// <summary>Three seats of the first slot: two people's, and one that was given at the office.</summary>
    private static SessionSeats Booked(SessionSeats session, SessionPlan plan)
    {
        foreach (var owner in (SeatOwner[])[new("a", "person", "reference", "lost"), new("b", "person", "reference", "lost"), SeatOwner.WalkIn("c", "reference", "lost")])
        {
            session = session.Claim(plan, ReleasedShare.All, 0, 1, owner, DateTimeOffset.UtcNow, null)!;
        }

        return session;
    }

    private static SessionPlan Plan(int slots, int counters) =>
        new(new SessionKey(Samples.Name("service"), "RHK", _date, "am"), ServiceHours.General, new TimeOnly(9, 0), 15, slots, counters);

    private static Task<bool> ClaimAsync(TableSessionBook book, SessionPlan plan, string claim, int slot = 0) => book.DecideAsync(
        plan.Key,
        session =>
        {
            var now = DateTimeOffset.UtcNow;
            return session.Claim(plan, ReleasedShare.All, slot, 1, new SeatOwner(claim, "person-of-22-characters", "reference12", "pre-2018-card"), now, now.AddMinutes(10)) is { } taken
                ? new Decision<bool>(taken, true)
                : new Decision<bool>(null, false, OnFresh: true);
        },
        Cancellation);

    private async Task<TableSessionBook> BookAsync(TimeProvider? time = null) => new(await azurite.ConnectAsync(), time ?? TimeProvider.System);
}
