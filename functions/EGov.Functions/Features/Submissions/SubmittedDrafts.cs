using EGov.Domain.Forms;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Features.Submissions;

/// <summary>A submitted draft has its case where the draft's reference says.</summary>
public sealed class SubmittedDrafts(References references, ISubmissionStore store) : ISubmittedDrafts
{
    public async Task<bool> HasAsync(FormDefinition form, string person, string draftId, CancellationToken cancellation) =>
        !form.OnePerPerson
        && await store.FindAsync(references.For(form, person, string.Empty, draftId, attempt: 0), cancellation) is { } stored
        && stored.Case.Person == person;
}
