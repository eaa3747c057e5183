namespace EGov.Functions.Features.Forms;

/// <summary>What is known of a draft's files; the bytes are in the quarantine or in the vault.</summary>
public interface IAttachmentStore
{
    Task<IReadOnlyList<Attachment>> ListAsync(string draftId, CancellationToken cancellation);

    Task<Attachment?> FindAsync(string draftId, string attachmentId, CancellationToken cancellation);

    Task AddAsync(Attachment attachment, CancellationToken cancellation);

    /// <summary>False when it was changed or removed meanwhile.</summary>
    Task<bool> ReplaceAsync(Attachment attachment, CancellationToken cancellation);

    /// <summary>Marks all of them taken, or none: false when one was changed or removed meanwhile. They are of one draft.</summary>
    Task<bool> TakeAsync(IReadOnlyList<Attachment> attachments, CancellationToken cancellation);

    /// <summary>False when it was changed meanwhile; true when it is gone.</summary>
    Task<bool> DeleteAsync(Attachment attachment, CancellationToken cancellation);
}
