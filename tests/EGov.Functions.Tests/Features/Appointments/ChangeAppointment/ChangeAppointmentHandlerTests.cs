namespace EGov.Functions.Tests.Features.Appointments.ChangeAppointment;

public sealed class ChangeAppointmentHandlerTests
{
    [Fact]
    public async Task A_change_ends_with_the_new_seats_and_without_the_old_ones()
    {
        var desk = new AppointmentDesk();
        var pass = await desk.BookAsync();

        var moved = (await desk.ChangeAsync(pass)).Value;

        Assert.Equal((new DateOnly(2026, 12, 2), "09:15", 1), (moved.Date, moved.Time, moved.Sequence));
        Assert.Equal(desk.World.Appointments.Values.Single().Claim.Id, Assert.Single(desk.World.Booked));
        Assert.Empty(desk.World.Promises);
    }

    /// <summary>Wherever the process dies: once the promise has come due, the person has exactly one appointment, the old or the new one.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_in_a_change_leaves_one_appointment_when_the_promise_has_come_due()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var desk = new AppointmentDesk();
            var pass = await desk.BookAsync();
            desk.World.Deaths.Restart(at);
            try
            {
                await desk.ChangeAsync(pass);
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            desk.World.Deaths.Restart(null);
            await desk.SettleAsync();

            Assert.Equal(desk.World.Appointments.Values.Single().Claim.Id, Assert.Single(desk.World.Booked));
            Assert.Contains((await desk.ChangeAsync(pass)).Refused?.Code, (string?[])[null, "changed-meanwhile"]);
            Assert.Equal(desk.World.Appointments.Values.Single().Claim.Id, Assert.Single(desk.World.Booked));
        }

        Assert.Equal(10, deaths);
    }

    [Fact]
    public async Task A_change_that_hangs_until_its_promise_has_come_due_is_refused_and_the_old_seats_stay()
    {
        var desk = new AppointmentDesk();
        var pass = await desk.BookAsync();
        desk.World.Meanwhile = desk.SettleAsync;

        var moved = await desk.ChangeAsync(pass);

        Assert.Equal("changed-meanwhile", moved.Refused?.Code);
        Assert.Equal(pass.Claim.Id, Assert.Single(desk.World.Booked));
        Assert.Equal(pass.Claim.Id, desk.World.Appointments.Values.Single().Claim.Id);
    }
}
