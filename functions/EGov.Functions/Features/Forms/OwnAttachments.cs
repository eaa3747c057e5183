using EGov.Domain;

namespace EGov.Functions.Features.Forms;

/// <summary>Finds a draft's files for the draft's owner.</summary>
public sealed class OwnAttachments(IAttachmentStore attachments, OwnDrafts own)
{
    public async Task<Outcome<Attachment>> FindAsync(string person, string draftId, string attachmentId, CancellationToken cancellation) =>
        DraftIds.TryFormOf(draftId, out _)
        && DraftIds.IsAttachment(attachmentId)
        && await attachments.FindAsync(draftId, attachmentId, cancellation) is { } attachment
        && attachment.Person == person
            ? attachment
            : new Refusal("not-found");

    public async Task<Outcome<IReadOnlyList<Attachment>>> ListAsync(string person, string draftId, CancellationToken cancellation)
    {
        if (!DraftIds.TryFormOf(draftId, out _))
        {
            return new Refusal("not-found");
        }

        var all = await attachments.ListAsync(draftId, cancellation);
        if (all.Count == 0 && (await own.FindAsync(person, draftId, cancellation)).Refused is { } refusal)
        {
            return refusal;
        }

        return all.All(attachment => attachment.Person == person)
            ? Outcome<IReadOnlyList<Attachment>>.Of(all)
            : new Refusal("not-found");
    }
}
