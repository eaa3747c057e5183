using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.ScanAttachment;

/// <summary>A file has arrived in the quarantine: look at it, then promote or delete it.</summary>
public sealed class ScanAttachmentFunction(ScanAttachmentHandler handler)
{
    [Function("ScanAttachment")]
    [AuditsItself]
    public Task RunAsync(
        [BlobTrigger("quarantine/{draftId}/{attachmentId}", Connection = "AzureWebJobsStorage", Source = BlobTriggerSource.EventGrid)] Stream content,
        string draftId,
        string attachmentId,
        CancellationToken cancellation) =>
        handler.HandleAsync(draftId, attachmentId, content, cancellation);
}
