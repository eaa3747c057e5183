using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.UpdateInbox;

/// <summary>Keeps the inbox in step with the case.</summary>
public sealed class UpdateInboxFunction(IInboxStore inbox, TimeProvider time)
{
    /// <summary>
    /// A step may overtake the delivery of its case, which gives way to whoever submits (decision 7). What is given back to the bus is here again at once, and
    /// ten times are over before the delivery's patience is: so the waiting is done here.
    /// </summary>
    internal static readonly TimeSpan[] Pauses = [.. Enumerable.Range(0, 6).Select(doubled => TimeSpan.FromMilliseconds(100 << doubled))];

    [Function("UpdateInbox")]
    [AuditedByEvent(Topics.CaseMoved)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.CaseMoved, "inbox", Connection = "ServiceBus")] CloudEvent<CaseEvent> moved,
        CancellationToken cancellation)
    {
        var (item, waited) = (moved.Data.AsInboxItem(), 0);
        while (!await inbox.MoveAsync(item, moved.Data.Sequence, cancellation))
        {
            if (waited == Pauses.Length)
            {
                throw new InvalidOperationException($"{moved.Data.Reference} has moved before it was delivered; the bus will bring it again");
            }

            await Task.Delay(Pauses[waited++], time, cancellation);
        }
    }
}
