using EGov.Domain.Submissions;

namespace EGov.Functions.Events;

/// <summary>Something that happened to a submission. Carries references and pseudonyms, never what the person wrote.</summary>
/// <param name="Sequence">The step's place in the case's history; a consumer ignores what is older than what it knows.</param>
/// <param name="Actor">Who made the step: <c>applicant</c>, or the pseudonym of an officer or a system.</param>
/// <param name="DraftId">Only when the submission was received: the draft that it ends.</param>
public sealed record CaseEvent(
    CaseStepKind Kind,
    Reference Reference,
    string FormId,
    int FormVersion,
    string Department,
    string Person,
    CaseStatus Status,
    int Sequence,
    DateTimeOffset SubmittedAt,
    string? DraftId = null,
    string? Actor = null)
{
    public string Topic => Kind is CaseStepKind.SubmissionReceived ? Topics.SubmissionReceived : Topics.CaseMoved;
}
