using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.DeliverSubmission;

/// <summary>Puts a received submission into its department's inbox.</summary>
public sealed class DeliverSubmissionFunction(IInboxStore inbox)
{
    [Function("DeliverSubmission")]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.DeliverSubmission, Connection = "ServiceBus")] ServiceBusReceivedMessage message,
        CancellationToken cancellation)
    {
        var received = message.Body.ToObjectFromJson<CloudEvent<CaseEvent>>(Json.Options)!;
        return inbox.AddAsync(
            received.Data.AsInboxItem(),
            again: message.DeliveryCount > 1 || received.Data.Again,
            cancellation);
    }
}
