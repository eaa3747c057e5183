using EGov.Functions.Events;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.DeliverSubmission;

/// <summary>Puts a received submission into its department's inbox.</summary>
public sealed class DeliverSubmissionFunction(IInboxStore inbox)
{
    [Function("DeliverSubmission")]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.DeliverSubmission, Connection = "ServiceBus")] CloudEvent<CaseEvent> received,
        CancellationToken cancellation) =>
        inbox.AddAsync(received.Data.AsInboxItem(), cancellation);
}
