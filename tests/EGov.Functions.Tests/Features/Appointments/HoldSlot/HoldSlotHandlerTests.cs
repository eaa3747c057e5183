using System.Globalization;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Audit;

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
    public async Task A_hold_is_recorded_and_one_that_cannot_be_leaves_nothing_of_its_person()
    {
        var desk = new AppointmentDesk();
        var held = (await desk.HoldAsync(key: "first")).Value;
        desk.Trail.Failure = new InvalidOperationException("The bus is away");

        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.HoldAsync("K9999999", "second"));

        var entry = Assert.Single(desk.Trail.All);
        Assert.Equal(
            ("account", AuditActorKind.Person, AuditAction.Change, held.Appointment.Reference.ToString(), AuditPurpose.OwnAffairs),
            (entry.Actor, entry.ActorKind, entry.Action, entry.Subject, entry.Purpose));
        Assert.Single(desk.World.Appointments);
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

    [Fact]
    public async Task Whoever_tries_another_slot_in_vain_keeps_the_one_they_hold()
    {
        var desk = await FullAsync();
        var held = (await desk.HoldAsync("K9999999", "first", "09:15")).Value;

        Assert.Equal("slot-taken", (await desk.HoldAsync("K9999999", "second", "09:00")).Refused?.Code);

        Assert.Equal(held.Appointment.Reference, (await desk.HoldAsync("K9999999", "first", "09:15")).Value.Appointment.Reference);
    }

    [Fact]
    public async Task Whoever_has_an_appointment_is_refused_another_one_and_takes_no_seat()
    {
        var desk = new AppointmentDesk();
        await desk.BookAsync();
        var before = Taken(desk);

        Assert.Equal("already-booked", (await desk.HoldAsync(key: "another", time: "09:15")).Refused?.Code);

        Assert.Equal(before, Taken(desk));
    }

    [Theory]
    [InlineData("09:00")]
    [InlineData("09:15")]
    public async Task Another_body_under_the_key_of_a_hold_is_refused_and_the_hold_stays(string time)
    {
        var desk = new AppointmentDesk();
        Assert.Null((await desk.HoldAsync()).Refused);
        var before = Taken(desk);

        Assert.Equal("idempotency-key-reused", (await desk.HoldAsync(time: time, bodyHash: "another")).Refused?.Code);

        Assert.Equal(before, Taken(desk));
    }

    /// <summary>Wherever the process dies: the call that comes again has the second slot, and the first one is free.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_while_a_person_takes_another_slot_leaves_them_one_hold()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var desk = new AppointmentDesk();
            Assert.Null((await desk.HoldAsync(key: "first", time: "09:00")).Refused);
            desk.World.Deaths.Restart(at);
            try
            {
                await desk.HoldAsync(key: "second", time: "09:15");
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            desk.World.Deaths.Restart(null);
            var held = (await desk.HoldAsync(key: "second", time: "09:15")).Value;

            Assert.Equal(AppointmentStatus.Held, held.Appointment.Status);
            Assert.Equal([1], Taken(desk));
        }

        Assert.Equal(8, deaths);
    }

    /// <summary>Wherever the process dies: the call that comes again is refused, and no seat stays held for nobody.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_while_it_refuses_a_second_appointment_leaves_no_seat_held()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var desk = new AppointmentDesk();
            await desk.BookAsync();
            desk.World.Deaths.Restart(at);
            try
            {
                await desk.HoldAsync(key: "another", time: "09:15");
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            desk.World.Deaths.Restart(null);

            Assert.Equal("already-booked", (await desk.HoldAsync(key: "another", time: "09:15")).Refused?.Code);
            Assert.Equal([0], Taken(desk));
        }

        Assert.True(deaths > 0);
    }

    /// <summary>The slots of the seats that are held or booked.</summary>
    private static List<int> Taken(AppointmentDesk desk) =>
    [
        .. desk.World.Sessions.Values.SelectMany(session => session.Seats)
            .Where(seat => seat.State is SeatState.Held or SeatState.Booked)
            .Select(seat => seat.Slot),
    ];

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
