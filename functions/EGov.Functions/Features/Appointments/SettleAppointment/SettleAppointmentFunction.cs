using EGov.Domain.Appointments;
using EGov.Functions.Events;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.SettleAppointment;

/// <summary>A change or a cancellation died on its way: whichever claim does not count is released.</summary>
public sealed class SettleAppointmentFunction(IAppointmentStore store, ISessionBook book, TimeProvider time)
{
    [Function("SettleAppointment")]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.SettleAppointment, Connection = "ServiceBus")] Settlement settlement,
        CancellationToken cancellation)
    {
        var appointment = await store.FindAsync(settlement.Service, settlement.Person, cancellation);
        if (appointment?.Claim.Id != settlement.Claim || appointment.Cancelled)
        {
            await ReleaseAsync(settlement.Claim, settlement.Session, cancellation);
        }
        else if (appointment.Left is { } left)
        {
            await ReleaseAsync(left.Id, left.Session, cancellation);
        }
    }

    private Task<bool> ReleaseAsync(string claim, SessionKey session, CancellationToken cancellation)
    {
        var rest = RestPeriod.After(time.GetUtcNow());
        return book.DecideAsync(session, seats => new Decision<bool>(seats.Release(claim, rest), true), cancellation);
    }
}
