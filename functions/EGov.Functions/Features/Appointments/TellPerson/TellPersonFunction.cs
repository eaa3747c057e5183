using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.TellPerson;

/// <summary>Writes to a person what happened to their appointment, if they gave an e-mail address.</summary>
public sealed class TellPersonFunction(TellPersonHandler handler)
{
    [Function("TellPerson")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.AppointmentMoved, "mail", Connection = "ServiceBus")] CloudEvent<AppointmentEvent> happened,
        CancellationToken cancellation) =>
        handler.HandleAsync(happened, cancellation);
}
