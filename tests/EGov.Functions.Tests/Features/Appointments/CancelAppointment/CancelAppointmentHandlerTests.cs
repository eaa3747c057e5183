using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.CancelAppointment;

public sealed class CancelAppointmentHandlerTests
{
    [Fact]
    public async Task A_cancelled_appointment_has_no_seats_and_cancelling_again_changes_nothing()
    {
        var desk = new AppointmentDesk();
        var pass = await desk.BookAsync();

        Assert.Equal(AppointmentStatus.Cancelled, (await desk.CancelAsync(pass)).Value.Status);
        Assert.Equal(AppointmentStatus.Cancelled, (await desk.CancelAsync(pass)).Value.Status);

        Assert.Empty(desk.World.Booked);
        Assert.Equal(1, desk.World.Appointments.Values.Single().Sequence);
    }

    /// <summary>Wherever the process dies: once the promise has come due, the appointment stands with its seats or is cancelled without.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_in_a_cancellation_leaves_all_of_it_or_nothing()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var desk = new AppointmentDesk();
            var pass = await desk.BookAsync();
            desk.World.Deaths.Restart(at);
            try
            {
                await desk.CancelAsync(pass);
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            desk.World.Deaths.Restart(null);
            await desk.SettleAsync();

            Assert.Equal(desk.World.Appointments.Values.Single().Cancelled ? 0 : 1, desk.World.Booked.Count());
        }

        Assert.Equal(8, deaths);
    }
}
