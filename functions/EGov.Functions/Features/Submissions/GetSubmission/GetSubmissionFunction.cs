using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.GetSubmission;

/// <summary>The applicant's case: where it stands, what was asked, how it was decided, and who has looked at it.</summary>
public sealed class GetSubmissionFunction(OwnCases own, IAccessLog accesses)
{
    [Function("GetSubmission")]
    [RequiresPermission(Permission.UseForms)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "submissions/{reference}")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var found = await own.FindAsync(request.Caller().Person, reference, cancellation);
        if (found.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var @case = found.Value.Case;
        var seenBy = await accesses.ListAsync(@case.Reference, cancellation);
        request.HttpContext.Response.Headers.ETag = found.Value.Version;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new OwnCaseView(await own.ViewAsync(@case, cancellation), seenBy));
    }
}

internal sealed record OwnCaseView : CaseView
{
    public OwnCaseView(CaseView view, IReadOnlyList<Access> accesses)
        : base(view) => Accesses = accesses;

    /// <summary>Who saw the data: the department and the instant of each opening, newest first.</summary>
    public IReadOnlyList<Access> Accesses { get; }
}
