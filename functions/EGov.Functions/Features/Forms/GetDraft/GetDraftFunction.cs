using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.GetDraft;

/// <summary>One draft of the caller, on whatever device the caller signed in.</summary>
public sealed class GetDraftFunction(OwnDrafts own, IFormLibrary library)
{
    [Function("GetDraft")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "draftId")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drafts/{draftId}")] HttpRequest request,
        string draftId,
        CancellationToken cancellation) =>
        request.Answer(await own.FindAsync(request.Caller().Person, draftId, cancellation), draft =>
        {
            request.HttpContext.Response.Headers.ETag = draft.Version;
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            return Answers.Ok(DraftView.Of(draft, library.Find(draft.FormId)));
        });
}
