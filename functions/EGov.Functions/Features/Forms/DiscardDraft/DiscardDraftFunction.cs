using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.DiscardDraft;

/// <summary>The person throws a draft away, with its files.</summary>
public sealed class DiscardDraftFunction(OwnDrafts own, DraftRemoval removal)
{
    [Function("DiscardDraft")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "draftId")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "drafts/{draftId}")] HttpRequest request,
        string draftId,
        CancellationToken cancellation)
    {
        var found = await own.FindAsync(request.Caller().Person, draftId, cancellation);
        if (found.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        await removal.RemoveAsync(found.Value, cancellation);
        return Results.NoContent();
    }
}
