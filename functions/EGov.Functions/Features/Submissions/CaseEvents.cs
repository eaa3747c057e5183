using EGov.Domain.Submissions;
using EGov.Functions.Events;

namespace EGov.Functions.Features.Submissions;

internal static class CaseEvents
{
    /// <summary>The event of one step: always the same for the same step, so that a repetition is known as one.</summary>
    public static CloudEvent<CaseEvent> Of(Case @case, CaseStep step, string? draftId) => new(
        $"{@case.Reference.Value}-{step.Sequence}",
        "/submissions",
        step.Kind.ToString(),
        @case.Reference.ToString(),
        step.At,
        new CaseEvent(
            step.Kind,
            @case.Reference,
            @case.FormId,
            @case.FormVersion,
            @case.Department,
            @case.Person,
            step.Status,
            step.Sequence,
            @case.SubmittedAt,
            draftId,
            step.Actor));
}
