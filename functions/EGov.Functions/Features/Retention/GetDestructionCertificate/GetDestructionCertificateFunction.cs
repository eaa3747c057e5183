using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Retention.GetDestructionCertificate;

/// <summary>The proof for the applicant that the contents of a case were destroyed. Before they are, there is none.</summary>
public sealed class GetDestructionCertificateFunction(ISubmissionStore store, ICertificateStore certificates)
{
    [Function("GetDestructionCertificate")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "submissions/{reference}/destruction-certificate")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        if (!Reference.TryParse(reference, out var named)
            || await store.FindAsync(named, cancellation) is not { Case: { Shredded: not null } shredded }
            || shredded.Person != request.Caller().Person
            || await certificates.FindAsync(named, cancellation) is not { } certificate)
        {
            return request.Problem(new Refusal("not-found"));
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(certificate);
    }
}
