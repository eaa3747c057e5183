using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.JudgeAttachment;

/// <summary>A file has arrived in the quarantine, or the storage account has said what its own scanning found in one: judge it.</summary>
public sealed class JudgeAttachmentFunction(JudgeAttachmentHandler handler)
{
    [Function("JudgeAttachment")]
    [AuditsItself]
    public Task RunAsync([ServiceBusTrigger(Topics.JudgeAttachment, Connection = "ServiceBus")] BlobEvent @event, CancellationToken cancellation) =>
        handler.HandleAsync(@event.Read(), cancellation);
}
