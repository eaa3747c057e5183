using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Features.Submissions;

/// <summary>Finds a case for its applicant. Another person's case is not there.</summary>
public sealed class OwnCases(ISubmissionStore store, IFormLibrary library, IAccessLog accesses)
{
    public async Task<Outcome<StoredCase>> FindAsync(string person, string typedReference, CancellationToken cancellation) =>
        Reference.TryParse(typedReference, out var reference)
        && await store.FindAsync(reference, cancellation) is { } stored
        && stored.Case.Person == person
            ? stored
            : new Refusal("not-found");

    public async Task<Outcome<(StoredCase Case, SubmissionContents Contents)>> OpenAsync(
        string person,
        string typedReference,
        CancellationToken cancellation) =>
        Reference.TryParse(typedReference, out var reference)
        && await store.OpenAsync(reference, cancellation) is { } opened
        && opened.Case.Case.Person == person
            ? Shreddings.Present(opened)
            : new Refusal("not-found");

    public async Task<CaseView> ViewAsync(Case @case, CancellationToken cancellation) =>
        CaseView.Of(@case, await library.FindAsync(@case.FormId, @case.FormVersion, cancellation));

    public async Task<CaseView> ViewWithAccessesAsync(Case @case, CancellationToken cancellation) =>
        new OwnCaseView(await ViewAsync(@case, cancellation), await accesses.ListAsync(@case.Person, @case.Reference, cancellation));
}
