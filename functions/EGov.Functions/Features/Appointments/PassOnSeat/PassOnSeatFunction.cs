using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.PassOnSeat;

/// <summary>An offer of an earlier seat is over.</summary>
public sealed class PassOnSeatFunction(PassOnSeatHandler handler)
{
    [Function("PassOnSeat")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public Task RunAsync([ServiceBusTrigger(Topics.PassOnSeat, Connection = "ServiceBus")] PassOnOrder order, CancellationToken cancellation) =>
        handler.HandleAsync(order, cancellation);
}
