using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.ExpireDrafts;

/// <summary>Every day: tells whose draft ends in three days, and deletes what has ended.</summary>
public sealed class ExpireDraftsFunction(ExpireDraftsHandler handler)
{
    [Function("ExpireDrafts")]
    [AuditsItself]
    public Task RunAsync([TimerTrigger("0 15 19 * * *")] TimerInfo timer, CancellationToken cancellation) =>
        handler.HandleAsync(cancellation);
}
