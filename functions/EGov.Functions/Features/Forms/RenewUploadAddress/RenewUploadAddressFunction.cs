using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.RenewUploadAddress;

/// <summary>A fresh address for a file whose sending was interrupted.</summary>
public sealed class RenewUploadAddressFunction(OwnAttachments own, UploadAddresses addresses)
{
    [Function("RenewUploadAddress")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "draftId")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "drafts/{draftId}/attachments/{attachmentId}/upload-address")] HttpRequest request,
        string draftId,
        string attachmentId,
        CancellationToken cancellation)
    {
        var found = await own.FindAsync(request.Caller().Person, draftId, attachmentId, cancellation);
        if (found.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        return found.Value.Status is AttachmentStatus.AwaitingUpload
            ? Answers.Ok(await addresses.ForAsync(found.Value, cancellation))
            : request.Problem(new Refusal("attachment-settled"));
    }
}
