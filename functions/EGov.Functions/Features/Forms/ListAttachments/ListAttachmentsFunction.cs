using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.ListAttachments;

/// <summary>A draft's files and how far each has come: what the page asks while it waits.</summary>
public sealed class ListAttachmentsFunction(OwnAttachments own)
{
    [Function("ListAttachments")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "draftId")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drafts/{draftId}/attachments")] HttpRequest request,
        string draftId,
        CancellationToken cancellation) =>
        request.Answer(
            await own.ListAsync(request.Caller().Person, draftId, cancellation),
            all => Answers.Ok(new AttachmentList([.. all.Select(attachment => AttachmentListItem.Of(attachment, request.Language()))])));
}

internal sealed record AttachmentList(IReadOnlyList<AttachmentListItem> Attachments);

internal sealed record AttachmentListItem(
    string AttachmentId,
    string Field,
    string FileName,
    long Size,
    AttachmentStatus Status,
    string? Reason,
    string? Detail,
    string? Sha256)
{
    public static AttachmentListItem Of(Attachment attachment, Language language) => new(
        attachment.AttachmentId,
        attachment.Field,
        attachment.FileName,
        attachment.Size,
        attachment.Status is AttachmentStatus.Taken ? AttachmentStatus.Clean : attachment.Status,
        attachment.Reason,
        attachment.Reason is { } reason
            ? Sentences.Say(new Refusal(reason, Values: new Dictionary<string, string> { ["max"] = "10 MB" }), language)
            : null,
        attachment.Sha256);
}
