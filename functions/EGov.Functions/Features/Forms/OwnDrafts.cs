using EGov.Domain;

namespace EGov.Functions.Features.Forms;

/// <summary>Finds a draft for its owner. Another person's draft is not there.</summary>
public sealed class OwnDrafts(IDraftStore drafts)
{
    public async Task<Outcome<Draft>> FindAsync(string person, string draftId, CancellationToken cancellation) =>
        DraftIds.TryFormOf(draftId, out var formId)
        && await drafts.FindAsync(person, formId, cancellation) is { } draft
        && draft.DraftId == draftId
            ? draft
            : new Refusal("not-found");
}
