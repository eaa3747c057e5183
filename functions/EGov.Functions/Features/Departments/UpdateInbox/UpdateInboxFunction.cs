using EGov.Functions.Events;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.UpdateInbox;

/// <summary>Keeps the inbox in step with the case.</summary>
public sealed class UpdateInboxFunction(IInboxStore inbox)
{
    [Function("UpdateInbox")]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.CaseMoved, "inbox", Connection = "ServiceBus")] CloudEvent<CaseEvent> moved,
        CancellationToken cancellation)
    {
        var step = moved.Data;
        if (!await inbox.MoveAsync(step.Department, step.Reference, step.Status, step.Sequence, cancellation))
        {
            throw new InvalidOperationException($"{step.Reference} has moved before it was delivered; the bus will bring it again");
        }
    }
}
