using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.OpenSubmittedFile;

/// <summary>An officer opens one of a submission's files: noted like every opening.</summary>
public sealed class OpenSubmittedFileFunction(DepartmentCases cases, IAccessLog accesses, SubmittedFileDownload download, TimeProvider time)
{
    [Function("OpenSubmittedFile")]
    [RequiresPermission(Permission.HandleSubmissions)]
    [Audited(AuditAction.Read, AuditPurpose.ProcessCase, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/submissions/{reference}/attachments/{attachmentId}")] HttpRequest request,
        string department,
        string reference,
        string attachmentId,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!Forms.DraftIds.IsAttachment(attachmentId))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var opened = await cases.OpenAsync(
            caller,
            department,
            reference,
            @case => accesses.AddAsync(@case.Person, @case.Reference, caller.Person, new Access(time.GetUtcNow(), department, attachmentId, AuditPurpose.ProcessCase), cancellation),
            cancellation);
        return opened.Refused is null
            && opened.Value.Contents.Files.FirstOrDefault(file => file.AttachmentId == attachmentId) is { } file
            && await download.OpenAsync(file, request, cancellation) is { } result
                ? result
                : request.Problem(opened.Refused ?? new Refusal("not-found"));
    }
}
