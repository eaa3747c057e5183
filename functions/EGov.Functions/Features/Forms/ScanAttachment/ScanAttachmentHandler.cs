using System.Security.Cryptography;
using System.Text;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Protection;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Features.Forms.ScanAttachment;

/// <summary>
/// Size, type by its bytes, malware; then the file moves to the vault under a new name, sealed with its own key, with its
/// SHA-256 noted. May be repeated at any point: the new name is derived, and the note is written before the quarantine is emptied.
/// May also run twice at once: the name holds the content's digest, so that neither run touches what the other has noted.
/// </summary>
public sealed partial class ScanAttachmentHandler(
    IAttachmentStore attachments,
    IQuarantine quarantine,
    IFileVault vault,
    IMalwareScanner scanner,
    DataKeys keys,
    IAuditTrail trail,
    TimeProvider time,
    ILogger<ScanAttachmentHandler> logger)
{
    public async Task HandleAsync(string draftId, string attachmentId, Stream content, CancellationToken cancellation)
    {
        if (await attachments.FindAsync(draftId, attachmentId, cancellation) is { Status: AttachmentStatus.AwaitingUpload } attachment)
        {
            await trail.RecordAsync(
                AuditActor.Platform.Entry(Guid.NewGuid().ToString(), time.GetUtcNow(), AuditAction.Change, draftId, AuditPurpose.ProtectFiles, "ScanAttachment"),
                cancellation);
            await SettleAsync(attachment, await ReadAsync(content, cancellation), cancellation);
        }

        await quarantine.DeleteAsync(draftId, attachmentId, cancellation);
    }

    private async Task SettleAsync(Attachment attachment, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var kind = FileKinds.Of(bytes);
        if (await ReasonAgainstAsync(attachment, bytes, kind, cancellation) is { } reason)
        {
            Refused(attachment.AttachmentId, reason);
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

    private async Task<string?> ReasonAgainstAsync(Attachment attachment, ReadOnlyMemory<byte> bytes, string? kind, CancellationToken cancellation) => true switch
    {
        _ when bytes.Length > Attachment.LargestFile => "file-too-large",
        _ when bytes.Length == 0 => "file-empty",
        _ when await scanner.IsInfectedAsync(bytes, cancellation) => "file-infected",
        _ when kind is null => "file-type-not-taken",
        _ when !FileKinds.Fits(attachment.FileName, kind) => "file-type-belies-name",
        _ => null,
    };

    /// <summary>One byte more than the largest file is enough to know that it is too large.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, CancellationToken cancellation)
    {
        var bytes = new byte[Attachment.LargestFile + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes.AsMemory(0, length);
    }

    private static string VaultName(Attachment attachment, string digest) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"vault {attachment.DraftId} {attachment.AttachmentId} {digest}")));

    [LoggerMessage(Level = LogLevel.Information, Message = "Attachment {AttachmentId} was refused: {Reason}")]
    private partial void Refused(string attachmentId, string reason);
}
