using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.UpdateInbox;

/// <summary>Keeps the inbox in step with the case.</summary>
public sealed class UpdateInboxFunction(IInboxStore inbox)
{
    [Function("UpdateInbox")]
    [AuditedByEvent(Topics.CaseMoved)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.CaseMoved, "inbox", Connection = "ServiceBus")] CloudEvent<CaseEvent> moved,
        CancellationToken cancellation)
    {
        if (!await inbox.MoveAsync(moved.Data.AsInboxItem(), moved.Data.Sequence, cancellation))
        {
            throw new InvalidOperationException($"{moved.Data.Reference} has moved before it was delivered; the bus will bring it again");
        }
    }
}
