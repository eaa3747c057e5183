using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.ListDrafts;

/// <summary>The caller's drafts, the last saved first.</summary>
public sealed class ListDraftsFunction(IDraftStore drafts, IFormLibrary library)
{
    [Function("ListDrafts")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drafts")] HttpRequest request,
        CancellationToken cancellation)
    {
        var items = new List<DraftListItem>();
        foreach (var draft in (await drafts.ListAsync(request.Caller().Person, cancellation)).OrderByDescending(draft => draft.UpdatedAt))
        {
            var form = library.Find(draft.FormId) ?? await library.FindAsync(draft.FormId, draft.FormVersion, cancellation);
            items.Add(new DraftListItem(draft.DraftId, draft.FormId, draft.FormVersion, form?.Title, draft.UpdatedAt, draft.ExpiresAt));
        }

        return Answers.Ok(new DraftList(items));
    }
}

internal sealed record DraftList(IReadOnlyList<DraftListItem> Drafts);

internal sealed record DraftListItem(
    string DraftId,
    string FormId,
    int FormVersion,
    Text? Title,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ExpiresAt);
