namespace EGov.Functions.Features.Forms;

/// <summary>Removes a draft and those of its files that no submission took over.</summary>
public sealed class DraftRemoval(IDraftStore drafts, IAttachmentStore attachments, IQuarantine quarantine, IFileVault vault)
{
    public async Task RemoveAsync(Draft draft, CancellationToken cancellation)
    {
        // The draft goes last: when this dies half-way, the next try still finds it.
        await RemoveAttachmentsAsync(draft.DraftId, cancellation);
        await drafts.DeleteAsync(draft, cancellation);
    }

    public async Task RemoveAttachmentsAsync(string draftId, CancellationToken cancellation)
    {
        foreach (var attachment in await attachments.ListAsync(draftId, cancellation))
        {
            await RemoveAsync(attachment, cancellation);
        }
    }

    /// <summary>
    /// The row says that the file is going before the file goes, and goes last: a submission that takes the file at this moment
    /// either wins, and its file stays, or finds it gone; and a death half-way leaves what the next try needs.
    /// </summary>
    public async Task RemoveAsync(Attachment attachment, CancellationToken cancellation)
    {
        await quarantine.DeleteAsync(attachment.DraftId, attachment.AttachmentId, cancellation);
        for (var current = attachment; current is not null; current = await attachments.FindAsync(attachment.DraftId, attachment.AttachmentId, cancellation))
        {
            if (current.Status is AttachmentStatus.Clean)
            {
                await attachments.ReplaceAsync(current with { Status = AttachmentStatus.Refused, Reason = "attachment-unknown" }, cancellation);
                continue;
            }

            if (current is { Status: AttachmentStatus.Refused, VaultName: { } name })
            {
                await vault.DeleteAsync(name, cancellation);
            }

            if (await attachments.DeleteAsync(current, cancellation))
            {
                return;
            }
        }
    }
}
