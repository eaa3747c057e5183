using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Retention.ShredExpired;

/// <summary>Every hour: destroys what is due, so much of it that the run ends in time; the next run goes on.</summary>
public sealed class ShredExpiredFunction(ShredExpiredHandler handler)
{
    [Function("ShredExpired")]
    [AuditsItself]
    public Task RunAsync([TimerTrigger("0 35 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        handler.HandleAsync(cancellation);
}
