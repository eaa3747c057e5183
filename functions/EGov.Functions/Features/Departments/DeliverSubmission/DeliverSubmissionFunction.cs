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
        inbox.AddAsync(
            new InboxItem(
                received.Data.Department,
                received.Data.Reference,
                received.Data.FormId,
                received.Data.FormVersion,
                received.Data.Status,
                received.Data.SubmittedAt),
            cancellation);
}
