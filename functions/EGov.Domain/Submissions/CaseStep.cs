namespace EGov.Domain.Submissions;

/// <summary>What happened to a case. The names are the events' type names and never change.</summary>
public enum CaseStepKind
{
    SubmissionReceived,
    SubmissionAcknowledged,
    QuestionAsked,
    QuestionAnswered,
    SubmissionDecided,
}

/// <summary>
/// One entry of a case's history. The history is also the outbox: an event is published because its step stands here, so
/// a step that was written is never lost and one that was not written is never announced.
/// </summary>
/// <param name="EventId">Derived from the caller and the Idempotency-Key, so a repeated call finds its first effect.</param>
/// <param name="BodyHash">Of the request that made the step; tells a repeated call from a key used for something else.</param>
/// <param name="Actor">Who did it: <c>applicant</c>, or the officer's or system's pseudonymous id. Never a name.</param>
/// <param name="Sequence">0 for the first step; orders events that arrive out of order.</param>
public sealed record CaseStep(
    string EventId,
    CaseStepKind Kind,
    DateTimeOffset At,
    string Actor,
    string BodyHash,
    int Sequence,
    CaseStatus Status);

/// <summary>A department's question and, once it is there, the citizen's answer.</summary>
public sealed record CaseQuestion(string QuestionId, DateTimeOffset AskedAt, string Text, DateTimeOffset? AnsweredAt = null, string? Answer = null);

/// <summary>How and why the case ended.</summary>
public sealed record CaseDecision(DecisionOutcome Outcome, string Reason, DateTimeOffset At);

/// <summary>When, and by which rule of retention, the contents of a case were deleted.</summary>
public sealed record CaseShredding(DateTimeOffset At, string Rule);
