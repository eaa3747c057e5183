using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Submissions;

/// <summary>A case as the applicant and the department see it.</summary>
public record CaseView(
    Reference Reference,
    string FormId,
    int FormVersion,
    Text? Title,
    string Department,
    CaseStatus Status,
    DateTimeOffset SubmittedAt,
    Language Language,
    long? FeeCents,
    IReadOnlyList<CaseViewStep> History,
    IReadOnlyList<CaseQuestion> Questions,
    CaseDecision? Decision,
    CaseShredding? Shredded)
{
    internal static CaseView Of(Case @case, FormDefinition? form) => new(
        @case.Reference,
        @case.FormId,
        @case.FormVersion,
        form?.Title,
        @case.Department,
        @case.Status,
        @case.SubmittedAt,
        @case.Language,
        @case.FeeCents,
        [.. @case.History.Select(step => new CaseViewStep(step.At, step.Kind.ToWire()))],
        @case.Questions,
        @case.Decision,
        @case.Shredded);
}

/// <summary>When what happened; by whom is not for the applicant.</summary>
public sealed record CaseViewStep(DateTimeOffset At, string Event);
