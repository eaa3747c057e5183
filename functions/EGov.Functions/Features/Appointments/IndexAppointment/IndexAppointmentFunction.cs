using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Messages;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.IndexAppointment;

/// <summary>Makes appointments findable by their references, for the officer at whose counter somebody stands on the wrong day.</summary>
public sealed class IndexAppointmentFunction(IAppointmentReferences references, MessageBatches batches)
{
    [Function("IndexAppointment")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.AppointmentMoved, "references", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) =>
        batches.HandleAsync<CloudEvent<AppointmentEvent>>(
            $"{Topics.AppointmentMoved}/references",
            messages,
            actions,
            happened => references.Part(happened.Data.Reference),
            (_, moved) => references.AddAsync(
                [.. moved.Select(one => one.Body.Data).Select(data => (data.Reference, new ListedAppointment(data.Service, data.Person)))],
                cancellation),
            cancellation);
}
