using EGov.Domain.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.NoteNoShow;

public sealed class NoteNoShowHandlerTests
{
    private static readonly DateOnly _day = new(2026, 12, 1);

    [Fact]
    public async Task Somebody_is_missing_when_their_slot_is_over_and_not_before()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 9, 14);
        Assert.Equal("slot-not-over", (await counter.NoShowAsync(reference.Value, _day)).Refused?.Code);
        counter.GoTo(12, 1, 9, 15);

        var missed = (await counter.NoShowAsync(reference.Value, _day)).Value;

        Assert.Equal(Visit.Missed, missed.Visit);
        Assert.Equal(missed, (await counter.NoShowAsync(reference.Value, _day)).Value);
    }

    [Fact]
    public async Task Whoever_was_checked_in_is_not_missing()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 9, 5);
        await counter.CheckInAsync(reference.Value);
        counter.GoTo(12, 1, 10, 0);

        Assert.Equal("already-arrived", (await counter.NoShowAsync(reference.Value, _day)).Refused?.Code);
        Assert.Equal(Visit.Arrived, Assert.Single(counter.World.Sessions.Values.Single().Seats).Visit);
    }

    [Fact]
    public async Task What_is_not_there_is_told_apart()
    {
        var counter = new OfficeCounter();
        var reference = await counter.BookAsync();
        counter.GoTo(12, 1, 10, 0);

        Assert.Equal("booking-not-found", (await counter.NoShowAsync(reference.Value, _day.AddDays(-1))).Refused?.Code);
        Assert.Equal("booking-not-found", (await counter.NoShowAsync(reference.Value, _day, "RHK")).Refused?.Code);
        Assert.Equal("reference-invalid", (await counter.NoShowAsync("x", _day)).Refused?.Code);
        Assert.Equal("date-invalid", (await counter.NoShowAsync(reference.Value, null)).Refused?.Code);
        Assert.Equal("office-unknown", (await counter.NoShowAsync(reference.Value, _day, "none")).Refused?.Code);
        Assert.Equal("not-found", (await counter.NoShowAsync(reference.Value, _day, by: OfficeCounter.At("td"))).Refused?.Code);
    }
}
