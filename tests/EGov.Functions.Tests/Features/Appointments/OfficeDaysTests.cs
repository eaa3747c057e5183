using EGov.Domain.Appointments;

namespace EGov.Functions.Tests.Features.Appointments;

public sealed class OfficeDaysTests
{
    private static readonly DateOnly _day = new(2026, 12, 1);

    [Fact]
    public async Task A_day_has_the_sessions_of_every_service_that_the_office_does_then()
    {
        var day = await new OfficeCounter().DayAsync(_day);

        Assert.Equal(["hkic", "hkic-collection"], day.Select(session => session.Key.Service));
        Assert.All(day, session => Assert.Equal(30, session.Plan!.Slots));
        Assert.Empty(await new OfficeCounter().DayAsync(new DateOnly(2026, 12, 6)));
    }

    [Fact]
    public async Task A_party_is_one_booking_at_its_first_time_and_what_is_held_or_given_back_is_none()
    {
        var counter = new OfficeCounter();
        var plan = counter.Rules.Plan(new SessionKey("hkic", "RKO", _day, "day"))!;
        var now = counter.Time.GetUtcNow();
        counter.World.Sessions[plan.Key] = SessionSeats.Untouched
            .Claim(plan, ReleasedShare.All, 2, 13, Owner("a", "C"), now, null)!
            .Claim(plan, ReleasedShare.All, 2, 4, Owner("b", "B"), now, null)!
            .Claim(plan, ReleasedShare.All, 0, 1, Owner("c", "A"), now, null)!
            .Claim(plan, ReleasedShare.All, 0, 1, Owner("d", "D"), now, now.AddMinutes(10))!
            .Claim(plan, ReleasedShare.All, 0, 1, Owner("e", "E"), now, null)!
            .Release("e", now.AddMinutes(10));

        var bookings = (await counter.DayAsync(_day))[0].Bookings().ToList();

        Assert.Equal([("A", 1), ("B", 4), ("C", 13)], bookings.Select(booking => (booking.Reference, booking.Party)));
        Assert.Equal([new TimeOnly(9, 0), new TimeOnly(9, 30), new TimeOnly(9, 30)], bookings.Select(booking => booking.Time!.Value));
    }

    [Fact]
    public async Task What_other_channels_gave_out_is_taken_and_is_nobodys_booking()
    {
        var counter = new OfficeCounter();
        var plan = counter.Rules.Plan(new SessionKey("hkic", "RKO", _day, "day"))!;
        var now = counter.Time.GetUtcNow();
        counter.World.Sessions[plan.Key] = SessionSeats.Untouched.Report(plan, [14, .. Enumerable.Repeat(0, plan.Slots - 1)], now, now).Next;

        var session = (await counter.DayAsync(_day))[0];

        Assert.Empty(session.Bookings());
        Assert.Equal(14, session.Seats.Seats.Count(OtherChannels.IsTheirs));
    }

    private static SeatOwner Owner(string claim, string reference) => new(claim, "person", reference, "lost");
}
