using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ReofferSession;

/// <summary>A closure covers seats of a session: their people are offered others.</summary>
public sealed class ReofferSessionFunction(ReofferSessionHandler handler)
{
    [Function("ReofferSession")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public Task RunAsync([ServiceBusTrigger(Topics.ReofferSession, Connection = "ServiceBus")] ReofferOrder order, CancellationToken cancellation) =>
        handler.HandleAsync(order, cancellation);
}
