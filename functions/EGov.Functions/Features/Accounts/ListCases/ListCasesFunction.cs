using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Accounts.ListCases;

/// <summary>Everything the caller has submitted and where it stands: also the answer to "did it succeed?" after a dropped connection.</summary>
public sealed class ListCasesFunction(ITimelineStore timeline, IFormLibrary library)
{
    [Function("ListCases")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases")] HttpRequest request,
        CancellationToken cancellation)
    {
        var continuation = request.Continuation();
        if (continuation.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var page = await timeline.CasesAsync(request.Caller().Person, continuation.Value, cancellation);
        var cases = new List<CaseListItem>(page.Items.Count);
        foreach (var line in page.Items)
        {
            var form = await library.FindAsync(line.FormId, line.FormVersion, cancellation);
            cases.Add(new CaseListItem(line.Reference, line.FormId, form?.Title, line.Department, line.Status, line.SubmittedAt, line.UpdatedAt));
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new CaseList(cases, page.Continuation));
    }
}

internal sealed record CaseList(IReadOnlyList<CaseListItem> Cases, string? Continuation);

internal sealed record CaseListItem(
    Reference Reference,
    string FormId,
    Text? Title,
    string Department,
    CaseStatus Status,
    DateTimeOffset SubmittedAt,
    DateTimeOffset UpdatedAt);
