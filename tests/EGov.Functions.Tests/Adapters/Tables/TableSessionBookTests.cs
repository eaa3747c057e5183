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
