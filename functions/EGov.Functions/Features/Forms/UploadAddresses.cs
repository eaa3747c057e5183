namespace EGov.Functions.Features.Forms;

/// <summary>Where to send a file, and until when.</summary>
public sealed record Upload(
    string AttachmentId,
    Uri UploadUrl,
    DateTimeOffset UploadExpiresAt,
    int BlockSize,
    AttachmentStatus Status);

/// <summary>Gives out upload addresses that live for a quarter of an hour.</summary>
public sealed class UploadAddresses(IQuarantine quarantine, TimeProvider time)
{
    /// <summary>Small enough to show progress on a slow line, large enough to need ten blocks at most.</summary>
    private const int BlockSize = 1024 * 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public async Task<Upload> ForAsync(Attachment attachment, CancellationToken cancellation)
    {
        var expires = time.GetUtcNow() + Lifetime;
        var address = await quarantine.UploadAddressAsync(attachment.DraftId, attachment.AttachmentId, expires, cancellation);
        return new Upload(attachment.AttachmentId, address, expires, BlockSize, attachment.Status);
    }
}
