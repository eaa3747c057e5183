using EGov.Functions.Events;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.SettleAppointment;

/// <summary>
/// A change or a cancellation died on its way, or still hangs somewhere. First the appointment is written as it is: whoever read it before can
/// write it no more. Then whichever claim does not count is released.
/// </summary>
public sealed class SettleAppointmentFunction(IAppointmentStore store, ISessionBook book, TimeProvider time)
{
    [Function("SettleAppointment")]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.SettleAppointment, Connection = "ServiceBus")] Settlement settlement,
        CancellationToken cancellation)
    {
        var appointment = await store.FindAsync(settlement.Service, settlement.Person, cancellation);
        while (appointment is not null && !await store.ReplaceAsync(appointment, cancellation))
        {
            appointment = await store.FindAsync(settlement.Service, settlement.Person, cancellation);
        }

        var rest = RestPeriod.After(time.GetUtcNow());
        if (appointment?.Claim.Id != settlement.Claim.Id || appointment.Cancelled)
        {
            await book.ReleaseAsync(settlement.Claim, rest, cancellation);
        }
        else if (appointment.Left is { } left)
        {
            await book.ReleaseAsync(left, rest, cancellation);
        }
    }
}
