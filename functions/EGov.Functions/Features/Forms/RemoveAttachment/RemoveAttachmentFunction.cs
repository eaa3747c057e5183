using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.RemoveAttachment;

/// <summary>The person takes a file back before submitting.</summary>
public sealed class RemoveAttachmentFunction(OwnAttachments own, DraftRemoval removal)
{
    [Function("RemoveAttachment")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "draftId")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "drafts/{draftId}/attachments/{attachmentId}")] HttpRequest request,
        string draftId,
        string attachmentId,
        CancellationToken cancellation)
    {
        var found = await own.FindAsync(request.Caller().Person, draftId, attachmentId, cancellation);
        if (found.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        await removal.RemoveAsync(found.Value, cancellation);
        return Results.NoContent();
    }
}
