using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.AddAttachment;

/// <summary>Announces a file and gives the address to which the browser sends it.</summary>
public sealed class AddAttachmentFunction(AddAttachmentHandler handler)
{
    [Function("AddAttachment")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "draftId")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "drafts/{draftId}/attachments")] HttpRequest request,
        string draftId,
        CancellationToken cancellation)
    {
        var body = await request.ReadAsync<AddAttachmentCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await handler.HandleAsync(request.Caller().Person, draftId, body.Value.Value, cancellation),
                upload => Answers.Ok(upload, StatusCodes.Status201Created));
    }
}

/// <summary>The file that is to come: for which field, under which name, how many bytes.</summary>
public sealed record AddAttachmentCommand(string? Field, string? FileName, long Size);
