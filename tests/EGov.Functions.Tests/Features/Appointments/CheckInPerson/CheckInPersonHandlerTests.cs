using EGov.Domain.Appointments;
using EGov.Functions.Features.Audit;
using EGov.Functions.Tests.Adapters;

namespace EGov.Functions.Tests.Features.Appointments.CheckInPerson;

public sealed class CheckInPersonHandlerTests
{
    private static readonly DateOnly _day = new(2026, 12, 1);

    [Fact]
    public async Task Whoever_comes_on_the_day_is_noted_once_and_the_same_call_hears_the_same()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 8, 40);

        var first = (await counter.CheckInAsync($"APPT:{reference}")).Value;
        var repeated = (await counter.CheckInAsync($"APPT:{reference}")).Value;
        counter.GoTo(12, 1, 9, 7);
        var second = (await counter.CheckInAsync(reference.ToString(), key: "other")).Value;

        Assert.Equal((Visit.Arrived, false, -20), (first.Booking.Visit, first.Already, first.MinutesLate));
        Assert.Equal(first, repeated);
        Assert.Equal(first with { Already = true }, second);
        Assert.Equal("09:00", first.Booking.Time);
    }

    [Fact]
    public async Task That_an_officer_looked_is_recorded_first_and_what_cannot_be_recorded_is_not_done()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 9, 0);
        Assert.Null((await counter.CheckInAsync(reference.Value)).Refused);
        Assert.Equal(
            ("officer", AuditActorKind.Officer, "immd", AuditAction.Change, reference.ToString(), AuditPurpose.ServeAtOffice),
            (counter.Trail.Last.Actor, counter.Trail.Last.ActorKind, counter.Trail.Last.Department, counter.Trail.Last.Action, counter.Trail.Last.Subject, counter.Trail.Last.Purpose));

        counter.Trail.Failure = new InvalidOperationException("The bus is away");
        var session = counter.World.Sessions.Values.Single();
        await Assert.ThrowsAsync<InvalidOperationException>(() => counter.CheckInAsync(reference.Value, key: "other"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => counter.NoShowAsync(reference.Value, _day));
        Assert.Same(session, counter.World.Sessions.Values.Single());
    }

    [Theory]
    [InlineData(9, 0, 0)]
    [InlineData(11, 30, 150)]
    public async Task Too_late_is_no_refusal_but_is_told(int hour, int minute, int late)
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, hour, minute);

        Assert.Equal(late, (await counter.CheckInAsync(reference.Value)).Value.MinutesLate);
    }

    [Fact]
    public async Task A_reference_is_read_however_it_was_typed()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 9, 0);
        var typed = $" appt:{reference.ToString().ToLowerInvariant().Replace('l', '1').Replace('z', '2').Replace('8', 'b').Replace('6', 'g').Replace('v', 'u')} ";

        Assert.Null((await counter.CheckInAsync(typed)).Refused);
    }

    [Fact]
    public async Task Whoever_comes_on_another_day_or_to_another_office_is_told_where_they_are_expected()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();

        var early = (await counter.CheckInAsync(reference.Value)).Refused!;
        counter.GoTo(12, 1, 9, 0);
        var elsewhere = (await counter.CheckInAsync(reference.Value, "RHK")).Refused!;

        Assert.Equal("booked-elsewhere", early.Code);
        Assert.Equal(("booked-elsewhere", "RKO", "2026-12-01", "09:00"), (elsewhere.Code, elsewhere.Values!["office"], elsewhere.Values["date"], elsewhere.Values["time"]));
        Assert.All(counter.World.Sessions.Values, session => Assert.All(session.Seats, seat => Assert.Equal(Visit.Expected, seat.Visit)));
    }

    [Fact]
    public async Task An_appointment_that_was_cancelled_and_a_reference_that_nobody_has_are_told_apart()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        await counter.CancelAsync();
        counter.GoTo(12, 1, 9, 0);

        Assert.Equal("appointment-ended", (await counter.CheckInAsync(reference.Value)).Refused?.Code);
        Assert.Equal("booking-not-found", (await counter.CheckInAsync(Samples.Reference().ToString())).Refused?.Code);
        Assert.Equal("reference-invalid", (await counter.CheckInAsync("CDFH-3467-XY3K")).Refused?.Code);
        Assert.Equal("reference-invalid", (await counter.CheckInAsync(null)).Refused?.Code);
    }

    [Fact]
    public async Task Seats_that_are_only_held_are_no_appointment_yet()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 9, 0);
        foreach (var (key, session) in counter.World.Sessions.ToList())
        {
            counter.World.Sessions[key] = session with
            {
                Seats = [.. session.Seats.Select(seat => seat with { State = SeatState.Held, Until = counter.Time.GetUtcNow().AddMinutes(5) })],
            };
        }

        Assert.Equal("appointment-not-confirmed", (await counter.CheckInAsync(reference.Value)).Refused?.Code);
    }

    [Fact]
    public async Task Another_departments_officer_learns_nothing_of_it()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 9, 0);

        Assert.Equal("not-found", (await counter.CheckInAsync(reference.Value, by: OfficeCounter.At("td"))).Refused?.Code);
        Assert.Equal("office-unknown", (await counter.CheckInAsync(reference.Value, by: OfficeCounter.At("td"), department: "td")).Refused?.Code);
        Assert.Equal("office-unknown", (await counter.CheckInAsync(reference.Value, "none")).Refused?.Code);
    }

    [Fact]
    public async Task Somebody_noted_as_missing_who_came_after_all_is_checked_in_also_on_a_later_day()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 2, 9, 0);
        Assert.Null((await counter.NoShowAsync(reference.Value, _day)).Refused);

        var came = (await counter.CheckInAsync(reference.Value, date: _day)).Value;

        Assert.Equal((Visit.Arrived, false), (came.Booking.Visit, came.Already));
        Assert.Equal("day-not-begun", (await counter.CheckInAsync(reference.Value, date: new DateOnly(2026, 12, 3))).Refused?.Code);
    }

    [Fact]
    public async Task A_session_that_the_rules_have_no_more_still_knows_who_is_expected()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        var (key, seats) = counter.World.Sessions.Single();
        counter.World.Sessions.Remove(key);
        counter.World.Sessions[key with { Id = "gone" }] = seats;
        counter.GoTo(12, 1, 9, 0);

        var came = (await counter.CheckInAsync(reference.Value)).Value;

        Assert.Equal((Visit.Arrived, null, null), (came.Booking.Visit, came.Booking.Time, came.MinutesLate));
    }
}
