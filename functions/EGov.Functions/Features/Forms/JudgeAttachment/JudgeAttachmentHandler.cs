using System.Security.Cryptography;
using System.Text;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Protection;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Features.Forms.JudgeAttachment;

/// <summary>
/// Size, type by its bytes, malware; then the file moves to the vault under a new name, sealed with its own key, with its
/// SHA-256 noted. May be repeated at any point: the new name is derived, and the note is written before the quarantine is emptied.
/// May also run twice at once: the name holds the content's digest, so that neither run touches what the other has noted. The bytes that are
/// judged are those that the news is of: when others have taken their place, nothing happens, for those have news of their own.
/// </summary>
public sealed partial class JudgeAttachmentHandler(
    IAttachmentStore attachments,
    IQuarantine quarantine,
    IFileVault vault,
    IMalwareScanner scanner,
    DataKeys keys,
    IAuditTrail trail,
    TimeProvider time,
    ILogger<JudgeAttachmentHandler> logger)
{
    public async Task HandleAsync(FileNews news, CancellationToken cancellation)
    {
        if (quarantine.Recognise(news.Address) is not { } file)
        {
            NotOurs();
            return;
        }

        // The row was written before the address to send the file to was given out: without one the file was taken back, and no one waits for it.
        if (await attachments.FindAsync(file.DraftId, file.AttachmentId, cancellation) is { Status: AttachmentStatus.AwaitingUpload } attachment)
        {
            await trail.RecordAsync(
                AuditActor.Platform.Entry(time.GetUtcNow(), AuditAction.Change, file.DraftId, AuditPurpose.ProtectFiles, "JudgeAttachment"),
                cancellation);

            // One byte more than the largest file is enough to know that it is too large.
            if (await quarantine.ReadAsync(file, news.Version, Attachment.LargestFile + 1, cancellation) is not { } bytes
                || await VerdictAsync(bytes, news.Verdict, cancellation) is not { } verdict)
            {
                return;
            }

            await SettleAsync(attachment, bytes, verdict, cancellation);
        }

        await quarantine.DeleteAsync(file.DraftId, file.AttachmentId, cancellation);
    }

    /// <summary>What is refused for its size needs no scanner.</summary>
    private async Task<MalwareVerdict?> VerdictAsync(ReadOnlyMemory<byte> bytes, MalwareVerdict? announced, CancellationToken cancellation) =>
        bytes.Length is 0 || bytes.Length > Attachment.LargestFile
            ? MalwareVerdict.Unscanned
            : await scanner.JudgeAsync(bytes, announced, cancellation);

    private async Task SettleAsync(Attachment attachment, ReadOnlyMemory<byte> bytes, MalwareVerdict verdict, CancellationToken cancellation)
    {
        var kind = FileKinds.Of(bytes);
        if (ReasonAgainst(attachment, bytes, kind, verdict) is { } reason)
        {
            Refuse(attachment.AttachmentId, reason);
            await attachments.ReplaceAsync(
                attachment with { Status = AttachmentStatus.Refused, Reason = reason, Size = bytes.Length }, cancellation);
            return;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var name = VaultName(attachment, digest);
        using var key = keys.Unwrap([.. attachment.WrappedKey]);
        await vault.PutAsync(name, key.Seal(bytes.Span, AttachmentSeal.Content), cancellation);
        var noted = await attachments.ReplaceAsync(
            attachment with { Status = AttachmentStatus.Clean, Kind = kind, Size = bytes.Length, Sha256 = digest, VaultName = name },
            cancellation);
        if (!noted && (await attachments.FindAsync(attachment.DraftId, attachment.AttachmentId, cancellation))?.VaultName != name)
        {
            // Removed by its owner, or settled with other bytes, while we looked: nothing of ours may stay behind.
            await vault.DeleteAsync(name, cancellation);
        }
    }

    private static string? ReasonAgainst(Attachment attachment, ReadOnlyMemory<byte> bytes, string? kind, MalwareVerdict verdict) => true switch
    {
        _ when bytes.Length > Attachment.LargestFile => "file-too-large",
        _ when bytes.Length == 0 => "file-empty",
        _ when verdict is MalwareVerdict.Infected => "file-infected",
        _ when verdict is MalwareVerdict.Unscanned => "file-not-scanned",
        _ when kind is null => "file-type-not-taken",
        _ when !FileKinds.Fits(attachment.FileName, kind) => "file-type-belies-name",
        _ => null,
    };

    private static string VaultName(Attachment attachment, string digest) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"vault {attachment.DraftId} {attachment.AttachmentId} {digest}")));

    private void Refuse(string attachmentId, string reason)
    {
        if (reason == "file-not-scanned")
        {
            NotScanned(attachmentId);
        }
        else
        {
            Refused(attachmentId, reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Attachment {AttachmentId} was refused: {Reason}")]
    private partial void Refused(string attachmentId, string reason);

    /// <summary>The alert unscanned of infra/app/alerts.bicep looks for how this begins.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "No scanner could look at attachment {AttachmentId}, and it was refused")]
    private partial void NotScanned(string attachmentId);

    /// <summary>The address is not repeated: whoever sent it is not known.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "News came of a blob that is not in the quarantine, and nothing was done")]
    private partial void NotOurs();
}
