using CsCheck;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class SessionSeatsTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _until = _now.AddMinutes(10);
    private static readonly SessionPlan _plan = new(
        new SessionKey("hkic", "RHK", new DateOnly(2026, 12, 1), "am"), ServiceHours.General, new TimeOnly(9, 0), 15, Slots: 4, Counters: 2);

    [Fact]
    public void A_slot_gives_each_of_its_seats_once_and_then_no_more()
    {
        var two = Claim(Claim(SessionSeats.Untouched, "a")!, "b")!;

        Assert.Equal([0, 1], two.Seats.Select(seat => seat.Number));
        Assert.Null(Claim(two, "c"));
        Assert.Equal([0, 2, 2, 2], Free(two, _now));
    }

    [Fact]
    public void A_claim_that_was_made_is_found_again_and_takes_nothing_more()
    {
        var once = Claim(SessionSeats.Untouched, "a")!;

        Assert.Same(once, Claim(once, "a"));
        Assert.Null(Claim(once, "a", slot: 1));
    }

    [Fact]
    public void A_hold_that_lapsed_is_free_by_the_clock_alone()
    {
        var held = Claim(Claim(SessionSeats.Untouched, "a")!, "b")!;

        Assert.Equal(2, Free(held, _until)[0]);
        Assert.Equal(["c"], held.Claim(_plan, ReleasedShare.All, 0, 1, Owner("c"), _until, _until.AddMinutes(10))!.Seats.Select(seat => seat.Claim));
        Assert.Equal("hold-lapsed", held.Confirm("a", "call", _until).Refused?.Code);
    }

    [Fact]
    public void Confirming_again_with_the_same_call_changes_nothing_and_with_another_is_told()
    {
        var booked = Claim(SessionSeats.Untouched, "a")!.Confirm("a", "call", _now).Value;

        Assert.Same(booked, booked.Confirm("a", "call", _now).Value);
        Assert.Equal("already-confirmed", booked.Confirm("a", "other", _now).Refused?.Code);
        Assert.Equal(SeatState.Booked, Assert.Single(booked.Of("a", _now.AddYears(1))).State);
    }

    [Fact]
    public void A_party_sits_in_one_slot_or_in_those_right_after_it()
    {
        var first = Claim(SessionSeats.Untouched, "a")!;

        var five = first.Claim(_plan, ReleasedShare.All, 0, 5, Owner("b"), _now, _until)!;

        Assert.Equal([0, 1, 1, 2, 2], five.Of("b", _now).Select(seat => seat.Slot));
        Assert.Null(first.Claim(_plan, ReleasedShare.All, 2, 5, Owner("c"), _now, _until));
    }

    [Fact]
    public void What_a_call_undoes_is_free_at_once_and_may_be_taken_again_and_a_booking_is_not_undone()
    {
        var held = Claim(SessionSeats.Untouched, "a")!;

        Assert.Empty(held.Undo("a").Seats);
        Assert.Single(Claim(held.Undo("a"), "a")!.Of("a", _now));
        Assert.Same(held, held.Undo("b"));
        var booked = held.Confirm("a", "call", _now).Value;
        Assert.Same(booked, booked.Undo("a"));
    }

    [Fact]
    public void What_is_given_back_rests_and_its_claim_is_never_honoured_again()
    {
        var rest = _now.AddMinutes(40);
        var booked = Claim(SessionSeats.Untouched, "a")!.Confirm("a", "call", _now).Value;

        var given = booked.Release("a", rest);

        Assert.Equal(1, Free(given, _now)[0]);
        Assert.Equal(2, Free(given, rest)[0]);
        Assert.Null(Claim(given, "a", slot: 3));
        Assert.Equal("hold-lapsed", given.Confirm("a", "call", _now).Refused?.Code);
        Assert.Same(given, given.Release("a", rest.AddHours(1)));
    }

    [Fact]
    public void A_hold_that_is_let_go_is_free_at_once_and_cannot_be_confirmed_by_a_call_on_its_way()
    {
        var let = Claim(SessionSeats.Untouched, "a")!.Release("a", _until);

        Assert.Equal(2, Free(let, _now)[0]);
        Assert.Equal("hold-lapsed", let.Confirm("a", "call", _now).Refused?.Code);
    }

    [Fact]
    public void Seats_that_were_not_released_yet_are_not_given() =>
        Assert.Null(SessionSeats.Untouched.Claim(_plan, new ReleasedShare([]), 0, 1, Owner("a"), _now, _until));

    [Fact]
    public void Nothing_is_taken_or_confirmed_where_the_office_is_closed_and_what_was_booked_stays()
    {
        var booked = Claim(SessionSeats.Untouched, "a")!.Confirm("a", "call", _now).Value;
        var closed = Claim(booked, "b")!.Close(new ClosedSlots("storm", 0, 2));

        Assert.Equal([0, 0, 2, 2], Free(closed, _now));
        Assert.Null(Claim(closed, "c", slot: 1));
        Assert.Equal("office-closed", closed.Confirm("b", "call", _now).Refused?.Code);
        Assert.Single(closed.Of("a", _now));
        Assert.True(closed.IsClosed(1));
        Assert.False(closed.IsClosed(2));
        Assert.Same(closed, closed.Close(new ClosedSlots("storm", 0, 2)));
        Assert.Equal([0, 2, 2, 2], Free(closed.Reopen("storm"), _now));
    }

    [Fact]
    public void An_officers_quota_counts_in_place_of_the_plan_and_is_never_below_what_is_taken()
    {
        var two = Claim(Claim(SessionSeats.Untouched, "a", slot: 1)!, "b", slot: 1)!;

        var cut = two.SetQuota(_plan, 1, _now);
        Assert.Equal(("quota-below-booked", "09:15", "2"), (cut.Refused?.Code, cut.Refused?.Values?["time"], cut.Refused?.Values?["taken"]));
        Assert.Equal([1, 0, 1, 1], Free(two.SetQuota(_plan, 1, _until).Value, _until.AddTicks(-1)));
        var more = two.SetQuota(_plan, 5, _now).Value;
        Assert.Equal([5, 3, 5, 5], Free(more, _now));
        Assert.Equal(5, more.Claim(_plan, ReleasedShare.All, 0, 5, Owner("c"), _now, null)!.Of("c", _now).Select(seat => seat.Number).Distinct().Count());
        Assert.Equal([0, 0, 0, 0], Free(two.SetQuota(_plan, 0, _until).Value, _until));
    }

    [Fact]
    public void A_seat_that_rests_can_be_offered_to_one_person_and_is_nobody_elses()
    {
        var given = Claim(Claim(SessionSeats.Untouched, "a")!.Confirm("a", "call", _now).Value, "b")!.Release("a", _until);

        Assert.Null(Claim(given, "c"));
        var offered = given.Claim(_plan, ReleasedShare.All, 0, 1, Owner("c"), _now, _until, resting: true)!;

        Assert.Single(offered.Of("c", _now));
        Assert.Equal(0, Free(offered, _now)[0]);
        Assert.Null(offered.Claim(_plan, ReleasedShare.All, 0, 1, Owner("d"), _now, _until, resting: true));
    }

    [Fact]
    public void Whether_people_came_is_noted_on_booked_seats_only_and_can_be_corrected()
    {
        var held = Claim(SessionSeats.Untouched, "a")!;
        Assert.Equal("appointment-ended", held.Note("a", Visit.Arrived, "call", _now).Refused?.Code);
        var booked = held.Confirm("a", "call", _now).Value;

        var missed = booked.Note("a", Visit.Missed, "call", _now).Value;
        var arrived = missed.Note("a", Visit.Arrived, "call", _until).Value;

        Assert.Same(arrived, arrived.Note("a", Visit.Arrived, "call", _until).Value);
        Assert.Equal((Visit.Arrived, _until), (arrived.Of("a", _now)[0].Visit, arrived.Of("a", _now)[0].VisitAt));
    }

    [Fact]
    public void Seats_that_rest_are_passed_to_a_claim_and_from_claim_to_claim_without_being_free_in_between()
    {
        var given = Claim(Claim(SessionSeats.Untouched, "a")!, "b")!.Confirm("a", "call", _now).Value.Confirm("b", "call", _now).Value.Release("a", _until);

        var first = PassOn(given, null, "c")!;
        var second = PassOn(first, "c", "d")!;

        Assert.All([given, first, second], session => Assert.Equal(0, Free(session, _now)[0]));
        Assert.Single(second.Of("d", _now));
        Assert.Empty(second.Of("c", _now));
        Assert.Equal("hold-lapsed", second.Confirm("c", "call", _now).Refused?.Code);
        Assert.Null(PassOn(second, null, "e"));
        Assert.Same(second, PassOn(second, "c", "d"));
    }

    [Fact]
    public void Passing_on_takes_no_more_out_of_their_rest_than_it_needs()
    {
        var booked = Claim(Claim(SessionSeats.Untouched, "a")!, "b")!.Confirm("a", "call", _now).Value.Confirm("b", "call", _now).Value;
        var first = PassOn(booked.Release("a", _until), null, "c")!.Release("b", _until);

        var second = PassOn(first, "c", "d")!;

        Assert.Equal(SeatState.Resting, second.Seats.Single(seat => seat.Claim == "b" && seat.Slot == 0).State);
        Assert.Equal(0, Free(second, _now)[0]);
    }

    [Fact]
    public void What_was_booked_meanwhile_is_not_passed_on_and_does_not_rest()
    {
        var booked = Claim(SessionSeats.Untouched, "a")!.Confirm("a", "call", _now).Value;

        Assert.Null(PassOn(booked, "a", "b"));
        Assert.Same(booked, booked.Rest("a", _until));
    }

    [Fact]
    public void Held_seats_that_nobody_wants_rest_and_are_free_then()
    {
        var resting = Claim(SessionSeats.Untouched, "a")!.Rest("a", _until.AddHours(1));

        Assert.Equal(1, Free(resting, _until)[0]);
        Assert.Equal(2, Free(resting, _until.AddHours(1))[0]);
        Assert.Equal("hold-lapsed", resting.Confirm("a", "call", _now).Refused?.Code);
        Assert.Same(resting, resting.Rest("a", _until.AddHours(2)));
    }

    [Fact]
    public void Whoever_comes_without_an_appointment_has_the_first_free_seat_that_is_not_over()
    {
        var full = Claim(Claim(SessionSeats.Untouched, "a", slot: 1)!, "b", slot: 1)!;
        var during = _plan.BeginningOf(1).AddMinutes(7);

        var seated = full.SeatNext(_plan, SeatOwner.WalkIn("w", "reference", "lost"), _plan.BeginningOf(0).AddMinutes(14))!;
        Assert.Equal((0, SeatState.Booked), (seated.Of("w", during)[0].Slot, seated.Of("w", during)[0].State));
        Assert.Same(seated, seated.SeatNext(_plan, SeatOwner.WalkIn("w", "reference", "lost"), during));

        // The holds of slot 1 have lapsed by then, and so its seats are free.
        Assert.Equal(1, full.SeatNext(_plan, SeatOwner.WalkIn("w", "reference", "lost"), during)!.Of("w", during)[0].Slot);
        Assert.Null(full.SeatNext(_plan, SeatOwner.WalkIn("w", "reference", "lost"), _plan.EndOf(3)));
        Assert.Null(full.Release("w", _plan.EndOf(3)).SeatNext(_plan, SeatOwner.WalkIn("w", "reference", "lost"), during));
        Assert.Null(full.Close(new ClosedSlots("closure", 0, 4)).SeatNext(_plan, SeatOwner.WalkIn("w", "reference", "lost"), during));
    }

    [Fact]
    public void What_came_of_a_session_counts_booked_seats_alone()
    {
        var session = SessionSeats.Untouched.Claim(_plan, ReleasedShare.All, 0, 2, Owner("a"), _now, null)!
            .Claim(_plan, ReleasedShare.All, 1, 1, Owner("b"), _now, null)!
            .SeatNext(_plan, SeatOwner.WalkIn("w", "reference", "lost"), _now)!
            .Note("a", Visit.Arrived, "call", _now).Value
            .Note("b", Visit.Missed, "call", _now).Value;

        var tally = SessionTally.Of(Claim(session, "held", slot: 2)!.Release("b", _until));

        Assert.Equal((2, 0, 1, 0), (tally.Arrived, tally.Missed, tally.WalkIns, tally.OtherChannels));
        Assert.Equal(2, SessionTally.Of(SessionSeats.Untouched.Report(_plan, [2, 0, 0, 0], _now, _now).Next).OtherChannels);
        Assert.Equal((2, 1, 0), (tally.Counts.Slots[0].Booked, tally.Counts.Slots[1].Booked, tally.Counts.Slots[2].Booked));
    }

    [Fact]
    public void A_visit_remembers_the_call_that_noted_it_first()
    {
        var booked = SessionSeats.Untouched.Claim(_plan, ReleasedShare.All, 0, 2, Owner("a"), _now, null)!;

        var noted = booked.Note("a", Visit.Arrived, "call", _now).Value;

        Assert.All(noted.Seats, seat => Assert.Equal((Visit.Arrived, _now, "call"), (seat.Visit, seat.VisitAt, seat.VisitCall)));
        Assert.Same(noted, noted.Note("a", Visit.Arrived, "other", _until).Value);
        Assert.Equal("appointment-ended", booked.Note("b", Visit.Arrived, "call", _now).Refused?.Code);
    }

    /// <summary>Whatever happens in whatever order, no seat has two owners and no count is negative.</summary>
    [Fact]
    public void No_seat_ever_has_two_owners() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 11], Gen.Int[0, 3], Gen.Int[1, 5], Gen.Int[0, 30]).Array[0, 60].Sample(steps =>
        {
            var session = SessionSeats.Untouched;
            var now = _now;
            foreach (var (act, who, slot, party, minutes) in steps)
            {
                var claim = $"claim-{who}";
                session = act switch
                {
                    0 or 1 => session.Claim(_plan, ReleasedShare.All, slot, party, Owner(claim), now, now.AddMinutes(10)) ?? session,
                    2 => session.Claim(_plan, ReleasedShare.All, slot, party, Owner(claim), now, null) ?? session,
                    3 => session.Confirm(claim, "call", now) is { Refused: null } confirmed ? confirmed.Value : session,
                    4 => session.Release(claim, now.AddMinutes(minutes)),
                    6 => session.Close(new ClosedSlots($"{who}", slot, slot + 1)),
                    7 => session.Reopen($"{who}"),
                    8 => session.SetQuota(_plan, party % 3, now) is { Refused: null } changed ? changed.Value : session,
                    9 => session.Claim(_plan, ReleasedShare.All, slot, party, Owner(claim), now, now.AddMinutes(10), resting: true) ?? session,
                    10 => PassOn(session, $"claim-{slot}", claim, slot % 2, party, now) ?? session,
                    11 => session.Rest(claim, now.AddMinutes(minutes)),
                    12 => session.SeatNext(_plan, SeatOwner.WalkIn(claim, "reference", "class"), now) ?? session,
                    _ => session,
                };
                now = now.AddMinutes(act == 5 ? minutes : 0);
                var taken = session.Seats.Where(seat => seat.IsTaken(now)).ToList();
                Assert.Equal(taken.Count, taken.Select(seat => (seat.Slot, seat.Number)).Distinct().Count());
                Assert.All(taken, seat => Assert.InRange(seat.Number, 0, 1));
                Assert.All(Free(session, now), free => Assert.InRange(free, 0, 2));
            }
        });

    private static SessionSeats? Claim(SessionSeats session, string claim, int slot = 0) =>
        session.Claim(_plan, ReleasedShare.All, slot, party: 1, Owner(claim), _now, _until);

    private static SessionSeats? PassOn(SessionSeats session, string? from, string to, int slot = 0, int party = 1, DateTimeOffset? now = null) =>
        session.PassOn(_plan, ReleasedShare.All, slot, party, from, Owner(to), now ?? _now, (now ?? _now).AddMinutes(10));

    private static int[] Free(SessionSeats session, DateTimeOffset now) => SeatCounts.Of(session).Free(_plan, ReleasedShare.All, now);

    private static SeatOwner Owner(string claim) => new(claim, "person", "reference", "class");
}
