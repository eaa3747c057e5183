namespace EGov.Functions.Features.Forms;

/// <summary>Removes a draft and those of its files that no submission took over.</summary>
public sealed class DraftRemoval(IDraftStore drafts, IAttachmentStore attachments, IQuarantine quarantine, IFileVault vault)
{
    /// <param name="keep">The attachments that live on in a submission.</param>
    public async Task RemoveAsync(Draft draft, IReadOnlyCollection<string> keep, CancellationToken cancellation)
    {
        // The draft goes last: when this dies half-way, the next try still finds it.
        await RemoveAttachmentsAsync(draft.DraftId, keep, cancellation);
        await drafts.DeleteAsync(draft, cancellation);
    }

    public async Task RemoveAttachmentsAsync(string draftId, IReadOnlyCollection<string> keep, CancellationToken cancellation)
    {
        foreach (var attachment in await attachments.ListAsync(draftId, cancellation))
        {
            await RemoveAsync(attachment, keep.Contains(attachment.AttachmentId), cancellation);
        }
    }

    public async Task RemoveAsync(Attachment attachment, bool keepFile, CancellationToken cancellation)
    {
        await quarantine.DeleteAsync(attachment.DraftId, attachment.AttachmentId, cancellation);
        if (!keepFile && attachment.VaultName is { } name)
        {
            await vault.DeleteAsync(name, cancellation);
        }

        await attachments.DeleteAsync(attachment, cancellation);
    }
}
