using EGov.Domain.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.SeatWalkIn;

public sealed class SeatWalkInHandlerTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    [Fact]
    public async Task The_next_free_seat_of_today_is_given_also_where_it_was_not_released()
    {
        var counter = new OfficeCounter();
        counter.GoTo(11, 24, 9, 20);
        counter.Book(_today, slot: 1, seats: 14);

        var seat = (await counter.WalkInAsync()).Value;

        // The slot of 09:15 is under way and full.
        Assert.Equal(("09:30", 1, _today), (seat.Time, seat.Number, seat.Date));
        var seated = counter.World.Sessions.Values.Single().Seats.Single(one => one.Owner.IsWalkIn);
        Assert.Equal((SeatState.Booked, 2, "lost"), (seated.State, seated.Slot, seated.Owner.Class));
        Assert.Equal(seat.Reference, (await counter.CheckInAsync(seat.Reference)).Value.Booking.Reference);
    }

    [Fact]
    public async Task A_seat_of_the_slot_under_way_is_given_too()
    {
        var counter = new OfficeCounter();
        counter.GoTo(11, 24, 9, 29);

        Assert.Equal("09:15", (await counter.WalkInAsync()).Value.Time);
    }

    [Fact]
    public async Task The_same_call_has_the_same_seat_also_when_its_session_is_over_and_another_call_has_another()
    {
        var counter = new OfficeCounter();

        var first = (await counter.WalkInAsync()).Value;
        var other = (await counter.WalkInAsync("other")).Value;
        counter.GoTo(11, 24, 17, 0);

        Assert.Equal(first, (await counter.WalkInAsync()).Value);
        Assert.NotEqual(first.Reference, other.Reference);
        Assert.Equal((first.Time, first.Number + 1), (other.Time, other.Number));
        Assert.Equal(2, counter.World.Booked.Count());
        Assert.Equal("idempotency-key-reused", (await counter.WalkInAsync(@class: "damaged")).Refused?.Code);
    }

    [Fact]
    public async Task No_slot_is_ever_given_more_often_than_it_has_seats_and_then_another_office_is_named()
    {
        var counter = new OfficeCounter();
        counter.GoTo(11, 24, 16, 20);

        for (var i = 0; i < 14; i++)
        {
            Assert.Equal("16:15", (await counter.WalkInAsync($"key-{i}")).Value.Time);
        }

        var none = (await counter.WalkInAsync("one too many")).Refused!;

        Assert.Equal("no-seat-today", none.Code);
        Assert.StartsWith("RHK 2026-11-24 16:15", none.Values!["alternatives"], StringComparison.Ordinal);
        Assert.Equal(14, counter.World.Booked.Count());
    }

    /// <summary>A session that was full when the call came by may not give it a seat later, when the call has one elsewhere.</summary>
    [Fact]
    public async Task A_call_that_is_made_twice_at_once_never_ends_with_a_seat_in_each_of_two_sessions()
    {
        var counter = new OfficeCounter();
        const string Office = "BDR-04";
        var morning = counter.Rules.Plan(new SessionKey("death-registration", Office, _today, "am"))!;
        var full = SessionSeats.Untouched with { Quota = 0 };
        counter.World.Sessions[morning.Key] = full;
        var seat = (await counter.WalkInAsync(@class: "relative", office: Office, service: "death-registration")).Value;
        Assert.Equal("14:00", seat.Time);

        // The morning has a seat again, and the other one of the two calls comes by.
        counter.World.Sessions[morning.Key] = counter.World.Sessions[morning.Key] with { Quota = 3 };

        Assert.Equal(seat, (await counter.WalkInAsync(@class: "relative", office: Office, service: "death-registration")).Value);
        Assert.Single(counter.World.Booked);
    }

    [Fact]
    public async Task Only_urgent_classes_are_served_without_an_appointment_and_only_by_the_offices_own_department()
    {
        var counter = new OfficeCounter();

        Assert.Equal("walk-in-not-for-class", (await counter.WalkInAsync(@class: "amend")).Refused?.Code);
        Assert.Equal("class-unknown", (await counter.WalkInAsync(@class: "none")).Refused?.Code);
        Assert.Equal("service-unknown", (await counter.WalkInAsync(service: "none")).Refused?.Code);
        Assert.Equal("office-unknown", (await counter.WalkInAsync(office: "none")).Refused?.Code);
        Assert.Equal("not-found", (await counter.WalkInAsync(by: OfficeCounter.At("td"))).Refused?.Code);
        Assert.Empty(counter.World.Sessions);
    }

    [Fact]
    public async Task On_a_day_without_sessions_there_is_no_seat_and_no_alternative()
    {
        var counter = new OfficeCounter();
        counter.GoTo(11, 29, 10, 0);

        var none = (await counter.WalkInAsync(office: "RHK")).Refused!;

        Assert.Equal(("no-seat-today", ""), (none.Code, none.Values!["alternatives"]));
    }

    [Fact]
    public async Task A_closed_office_gives_no_seat()
    {
        var counter = new OfficeCounter();
        var plan = counter.Rules.Plan(new SessionKey("hkic", "RKO", _today, "day"))!;
        counter.World.Sessions[plan.Key] = SessionSeats.Untouched.Close(new ClosedSlots("closure", 0, plan.Slots));

        Assert.Equal("no-seat-today", (await counter.WalkInAsync()).Refused?.Code);
    }
}
