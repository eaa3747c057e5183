using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Audit.SealAudit;

/// <summary>Every hour: seals the hours that are over.</summary>
public sealed class SealAuditFunction(SealAuditHandler handler)
{
    [Function("SealAudit")]
    [NothingPersonal]
    public Task RunAsync([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken cancellation) => handler.HandleAsync(cancellation);
}
