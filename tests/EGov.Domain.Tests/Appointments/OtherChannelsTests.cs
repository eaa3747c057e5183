using CsCheck;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class OtherChannelsTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private static readonly SessionPlan _plan = new(
        new SessionKey("hkic", "RHK", new DateOnly(2026, 12, 1), "am"), ServiceHours.General, new TimeOnly(9, 0), 15, Slots: 4, Counters: 3);

    [Fact]
    public void What_other_channels_gave_out_is_not_free_any_more()
    {
        var report = SessionSeats.Untouched.Report(_plan, [3, 1, 0, 2], _now, _now);

        Assert.Equal([0, 2, 3, 1], Free(report.Next));
        Assert.Equal([0, 0, 0, 0], report.Missing);
        Assert.Null(Claim(report.Next, "a", slot: 0));
    }

    [Fact]
    public void The_same_report_changes_nothing_and_the_next_one_takes_its_place()
    {
        var first = SessionSeats.Untouched.Report(_plan, [3, 1, 0, 2], _now, _now).Next;

        Assert.Same(first, first.Report(_plan, [3, 1, 0, 2], _now, _now).Next);
        Assert.Equal([3, 1, 3, 3], Free(first.Report(_plan, [0, 2, 0, 0], _now.AddSeconds(1), _now).Next));
    }

    [Fact]
    public void A_report_that_comes_late_changes_nothing_even_when_the_newer_one_was_empty()
    {
        var empty = SessionSeats.Untouched.Report(_plan, [0, 0, 0, 0], _now, _now).Next;

        var late = empty.Report(_plan, [3, 3, 3, 3], _now.AddSeconds(-1), _now);

        Assert.True(late.Outdated);
        Assert.Same(empty, late.Next);
    }

    [Fact]
    public void Whoever_has_a_seat_here_keeps_it_and_what_finds_no_room_is_told_by_slot()
    {
        var booked = Claim(Claim(SessionSeats.Untouched, "a", slot: 1)!, "b", slot: 1)!;

        var report = booked.Report(_plan, [0, 3, 0, 5], _now, _now);

        Assert.Equal([0, 2, 0, 2], report.Missing);
        Assert.Equal((1, 1), (report.Next.Of("a", _now).Length, report.Next.Of("b", _now).Length));
        Assert.Equal([3, 0, 3, 0], Free(report.Next));
    }

    [Fact]
    public void A_seat_that_was_just_given_back_is_not_handed_on_before_its_rest_is_over()
    {
        var resting = Claim(SessionSeats.Untouched, "a", slot: 0)!.Release("a", _now.AddMinutes(30));

        Assert.Equal([1, 0, 0, 0], resting.Report(_plan, [3, 0, 0, 0], _now, _now).Missing);
        Assert.Equal([0, 0, 0, 0], resting.Report(_plan, [3, 0, 0, 0], _now, _now.AddMinutes(30)).Missing);
    }

    [Fact]
    public void A_claim_that_may_not_be_honoured_stays_revoked()
    {
        var revoked = SessionSeats.Untouched.Release("a", _now.AddMinutes(30));

        Assert.True(revoked.Report(_plan, [1, 0, 0, 0], _now, _now).Next.IsRevoked("a"));
    }

    [Fact]
    public void An_officers_quota_is_the_limit_where_there_is_one()
    {
        var report = (SessionSeats.Untouched with { Quota = 1 }).Report(_plan, [3, 1, 0, 0], _now, _now);

        Assert.Equal([2, 0, 0, 0], report.Missing);
    }

    /// <summary>Whatever comes in whatever order: reports, bookings, releases.</summary>
    [Fact]
    public void No_order_of_reports_and_bookings_gives_a_seat_twice_or_puts_a_person_out()
    {
        var steps = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 5].Array[4], Gen.Int[0, 5], Gen.Int[-30, 30]).Array[1, 40];
        steps.Sample(all =>
        {
            var session = SessionSeats.Untouched;
            var mine = new HashSet<string>();
            var now = _now;
            for (var i = 0; i < all.Length; i++)
            {
                var (what, slot, seats, party, seconds) = all[i];
                now = now.AddSeconds(Math.Max(0, seconds));
                if (what == 0 && party > 0 && session.Claim(_plan, ReleasedShare.All, slot, party, Owner($"{i}"), now, until: null) is { } taken)
                {
                    session = taken;
                    mine.Add($"{i}");
                }
                else if (what == 1 && mine.Count > 0)
                {
                    session = session.Release(mine.First(), now.AddMinutes(5));
                    mine.Remove(mine.First());
                }
                else if (what > 1)
                {
                    session = session.Report(_plan, seats, now.AddSeconds(seconds), now).Next;
                }

                var occupied = session.Seats.Where(seat => seat.IsTaken(now)).ToList();
                Assert.Equal(occupied.Count, occupied.Select(seat => (seat.Slot, seat.Number)).Distinct().Count());
                Assert.All(occupied, seat => Assert.InRange(seat.Number, 0, _plan.Counters - 1));
                Assert.All(mine, claim => Assert.NotEmpty(session.Of(claim, now)));
            }
        });
    }

    private static int[] Free(SessionSeats session) => SeatCounts.Of(session).Free(_plan, ReleasedShare.All, _now);

    private static SessionSeats? Claim(SessionSeats session, string claim, int slot) =>
        session.Claim(_plan, ReleasedShare.All, slot, 1, Owner(claim), _now, until: null);

    private static SeatOwner Owner(string claim) => new(claim, "person", "reference", "lost");
}
