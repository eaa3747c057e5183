using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.GetSubmittedAnswers;

/// <summary>What the applicant sent, with the very document it was filled in on.</summary>
public sealed class GetSubmittedAnswersFunction(OwnCases own, IFormLibrary library)
{
    [Function("GetSubmittedAnswers")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "submissions/{reference}/answers")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var opened = await own.OpenAsync(request.Caller().Person, reference, cancellation);
        if (opened.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var (stored, contents) = opened.Value;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(SubmittedAnswers.Of(
            contents,
            await library.FindAsync(stored.Case.FormId, stored.Case.FormVersion, cancellation)));
    }
}
