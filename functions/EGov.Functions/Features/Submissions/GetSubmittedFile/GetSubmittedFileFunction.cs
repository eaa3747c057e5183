using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.GetSubmittedFile;

/// <summary>One of the files that the applicant sent.</summary>
public sealed class GetSubmittedFileFunction(OwnCases own, SubmittedFileDownload download)
{
    [Function("GetSubmittedFile")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "submissions/{reference}/attachments/{attachmentId}")] HttpRequest request,
        string reference,
        string attachmentId,
        CancellationToken cancellation)
    {
        var opened = await own.OpenAsync(request.Caller().Person, reference, cancellation);
        return opened.Refused is null
            && opened.Value.Contents.Files.FirstOrDefault(file => file.AttachmentId == attachmentId) is { } file
            && await download.OpenAsync(file, request, cancellation) is { } result
                ? result
                : request.Problem(opened.Refused ?? new Refusal("not-found"));
    }
}
