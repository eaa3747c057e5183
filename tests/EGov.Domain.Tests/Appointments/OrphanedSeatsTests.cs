using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class OrphanedSeatsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private static readonly SessionPlan s_plan = new(
        new SessionKey("hkic", "RHK", new DateOnly(2026, 12, 1), "am"), ServiceHours.General, new TimeOnly(9, 0), 15, 12, 3);

    [Fact]
    public void All_seats_of_a_session_that_would_vanish_are_orphaned() => Assert.Equal(4, Orphaned(Taken((0, 3), (4, 1)), null));

    [Fact]
    public void A_session_that_stays_as_it_is_orphans_nobody() => Assert.Equal(0, Orphaned(Taken((0, 3), (4, 1)), s_plan));

    [Fact]
    public void Seats_whose_time_would_move_are_orphaned_and_those_whose_time_stays_are_not()
    {
        var hour = s_plan with { SlotMinutes = 30, Slots = 6 };

        Assert.Equal(1, Orphaned(Taken((0, 3), (4, 1)), hour));
    }

    [Fact]
    public void A_session_that_would_end_earlier_orphans_its_last_slots() => Assert.Equal(1, Orphaned(Taken((0, 3), (4, 1)), s_plan with { Slots = 4 }));

    [Fact]
    public void Of_a_slot_with_too_few_counters_those_beyond_them_are_orphaned() =>
        Assert.Equal(2, Orphaned(Taken((0, 3), (4, 1)), s_plan with { Counters = 1 }));

    [Fact]
    public void An_officers_quota_counts_instead_of_the_plans_counters() =>
        Assert.Equal(0, Orphaned(Taken((0, 3)) with { Quota = 3 }, s_plan with { Counters = 1 }));

    [Fact]
    public void Whoever_was_served_already_is_not_orphaned() =>
        Assert.Equal(1, Orphaned(Taken((0, 3), (4, 1)), null, s_plan.BeginningOf(2)));

    [Fact]
    public void Holds_count_until_they_lapse_and_seats_given_back_do_not()
    {
        var held = SessionSeats.Untouched.Claim(s_plan, ReleasedShare.All, 0, 2, Owner("held"), s_now, s_now.AddMinutes(10))!;
        var resting = held.Claim(s_plan, ReleasedShare.All, 1, 1, Owner("back"), s_now, until: null)!.Release("back", s_now.AddHours(1));

        Assert.Equal((2, 0), (Orphaned(resting, null), Orphaned(resting, null, s_now.AddMinutes(10))));
    }

    [Fact]
    public void What_rules_have_no_place_for_is_counted_without_knowing_the_rules_before()
    {
        var counts = SeatCounts.Of(Taken((0, 3), (4, 1)));

        Assert.Equal(4, OrphanedSeats.Under(s_plan.Key, counts, null).Seats);
        Assert.Equal(1, OrphanedSeats.Under(s_plan.Key, counts, s_plan with { Slots = 4 }).Seats);
        Assert.Equal(1, OrphanedSeats.Under(s_plan.Key, counts, s_plan with { Counters = 2 }).Seats);
        Assert.Equal(0, OrphanedSeats.Under(s_plan.Key, counts, s_plan).Seats);
    }

    private static int Orphaned(SessionSeats session, SessionPlan? after, DateTimeOffset? now = null) =>
        OrphanedSeats.OfChange(session, s_plan, after, now ?? s_now).Seats;

    private static SessionSeats Taken(params (int Slot, int Seats)[] parties) => parties.Aggregate(
        SessionSeats.Untouched,
        (session, party) => session.Claim(s_plan, ReleasedShare.All, party.Slot, party.Seats, Owner($"claim {party.Slot}"), s_now, until: null)!);

    private static SeatOwner Owner(string claim) => new(claim, "person", "reference", "lost");
}
