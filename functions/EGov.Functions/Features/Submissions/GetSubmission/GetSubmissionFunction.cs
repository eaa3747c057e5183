using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.GetSubmission;

/// <summary>The applicant's case: where it stands, what was asked, how it was decided, and who has looked at it.</summary>
public sealed class GetSubmissionFunction(OwnCases own)
{
    [Function("GetSubmission")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
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

        request.HttpContext.Response.Headers.ETag = found.Value.Version;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(await own.ViewWithAccessesAsync(found.Value.Case, cancellation));
    }
}
