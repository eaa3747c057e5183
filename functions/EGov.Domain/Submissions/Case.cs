namespace EGov.Domain.Submissions;

/// <summary>
/// A submission on its way through a department: a state machine whose every step is an event.
/// <code>
/// received ─ acknowledge → acknowledged ─ ask → question-asked ─ answer → question-answered ─ ask → …
///                               └──────────── decide ───────────────────────────┘ → decided
/// </code>
/// </summary>
public sealed record Case
{
    public const int LongestText = 4000;

    /// <summary>A case that needs more is one for a conversation; it also keeps the case's history within its row.</summary>
    public const int MostQuestions = 20;

    public required Reference Reference { get; init; }

    public required string FormId { get; init; }

    public required int FormVersion { get; init; }

    /// <summary>SHA-256 of the form document that the answers were made with.</summary>
    public required string DefinitionHash { get; init; }

    public required string Department { get; init; }

    /// <summary>The applicant's pseudonymous key.</summary>
    public required string Person { get; init; }

    public required Language Language { get; init; }

    /// <summary>What the form's fee rule gave, in Hong Kong cents.</summary>
    public long? FeeCents { get; init; }

    public required IReadOnlyList<CaseStep> History { get; init; }

    public IReadOnlyList<CaseQuestion> Questions { get; init; } = [];

    public CaseDecision? Decision { get; init; }

    /// <summary>That what the case was about is deleted; null as long as it is kept.</summary>
    public CaseShredding? Shredded { get; init; }

    public CaseStatus Status => History[^1].Status;

    public DateTimeOffset SubmittedAt => History[0].At;

    public Outcome<Case> Acknowledge(Act act) => Status is CaseStatus.Received
        ? this with { History = With(act, CaseStepKind.SubmissionAcknowledged, CaseStatus.Acknowledged) }
        : NotNow();

    /// <summary>Asks the citizen. A second question waits until the first is answered.</summary>
    public Outcome<Case> Ask(Act act, string text)
    {
        if (Status is not (CaseStatus.Acknowledged or CaseStatus.QuestionAnswered))
        {
            return NotNow();
        }

        return Questions.Count < MostQuestions
            ? this with
            {
                History = With(act, CaseStepKind.QuestionAsked, CaseStatus.QuestionAsked),
                Questions = [.. Questions, new CaseQuestion(act.EventId, act.At, text)],
            }
            : new Refusal("too-many-questions");
    }

    public Outcome<Case> Answer(Act act, string questionId, string text)
    {
        if (Questions.All(question => question.QuestionId != questionId))
        {
            return new Refusal("question-unknown");
        }

        return Status is CaseStatus.QuestionAsked && Questions[^1].QuestionId == questionId
            ? this with
            {
                History = With(act, CaseStepKind.QuestionAnswered, CaseStatus.QuestionAnswered),
                Questions = [.. Questions.SkipLast(1), Questions[^1] with { AnsweredAt = act.At, Answer = text }],
            }
            : NotNow();
    }

    public Outcome<Case> Decide(Act act, DecisionOutcome outcome, string reason) => Status is not (CaseStatus.Received or CaseStatus.Decided)
        ? this with
        {
            History = With(act, CaseStepKind.SubmissionDecided, CaseStatus.Decided),
            Decision = new CaseDecision(outcome, reason, act.At),
        }
        : NotNow();

    /// <summary>
    /// What is left of a decided case whose time is over: that it was, when, and how far it came. The hashes of bodies go too, because what is short can be
    /// guessed from a hash.
    /// </summary>
    public Outcome<Case> Shred(DateTimeOffset at, string rule) => Status is CaseStatus.Decided
        ? this with
        {
            History = [.. History.Select(step => step with { BodyHash = string.Empty })],
            Questions = [],
            Decision = null,
            FeeCents = null,
            Shredded = new CaseShredding(at, rule),
        }
        : NotNow();

    /// <summary>The step that this very call made before, if it did.</summary>
    public CaseStep? StepOf(string eventId) => History.FirstOrDefault(step => step.EventId == eventId);

    private Refusal NotNow() =>
        new("step-not-allowed", Values: new Dictionary<string, string> { ["status"] = Status.ToWire() });

    private List<CaseStep> With(Act act, CaseStepKind kind, CaseStatus status) =>
        [.. History, new CaseStep(act.EventId, kind, act.At, act.Actor, act.BodyHash, History.Count, status)];
}

/// <summary>One call that wants to move a case: who, when, and the identity that makes a repetition harmless.</summary>
public sealed record Act(string EventId, string Actor, DateTimeOffset At, string BodyHash);
