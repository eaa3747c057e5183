using System.Globalization;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.HoldSlot;

public sealed class HoldSlotHandlerTests
{
    private const int Seats = 14;

    [Fact]
    public async Task Whoever_wants_a_full_slot_is_refused_and_nothing_is_written()
    {
        var desk = await FullAsync();
        var before = desk.World.Sessions.Values.Single();

        Assert.Equal("slot-taken", (await desk.HoldAsync("K9999999")).Refused?.Code);

        Assert.Equal(Seats, desk.World.Appointments.Count);
        Assert.Same(before, desk.World.Sessions.Values.Single());
    }

    [Fact]
    public async Task Whoever_has_a_seat_of_a_full_slot_has_it_still_when_the_call_comes_again()
    {
        var desk = await FullAsync();

        Assert.Null((await desk.HoldAsync(Document(0))).Refused);
        Assert.Equal(Seats, desk.World.Appointments.Count);
    }

    [Fact]
    public async Task A_call_that_comes_again_after_its_person_took_another_slot_leaves_them_that_one()
    {
        var desk = new AppointmentDesk();
        Assert.Null((await desk.HoldAsync(key: "first", time: "09:00")).Refused);
        var second = (await desk.HoldAsync(key: "second", time: "09:15")).Value;

        Assert.Equal("hold-lapsed", (await desk.HoldAsync(key: "first", time: "09:00")).Refused?.Code);

        var still = (await desk.HoldAsync(key: "second", time: "09:15")).Value.Appointment;
        Assert.Equal((second.Appointment.Reference, AppointmentStatus.Held), (still.Reference, still.Status));
    }

    private static async Task<AppointmentDesk> FullAsync()
    {
        var desk = new AppointmentDesk();
        for (var i = 0; i < Seats; i++)
        {
            Assert.Null((await desk.HoldAsync(Document(i))).Refused);
        }

        return desk;
    }

    private static string Document(int number) => $"K{number.ToString("D7", CultureInfo.InvariantCulture)}";
}
