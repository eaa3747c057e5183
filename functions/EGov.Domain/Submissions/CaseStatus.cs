namespace EGov.Domain.Submissions;

/// <summary>Where a submission stands between the citizen and the department.</summary>
public enum CaseStatus
{
    /// <summary>Accepted by the platform; the department has not yet said so.</summary>
    Received,

    /// <summary>The department has taken it on.</summary>
    Acknowledged,

    /// <summary>The department waits for the citizen's answer.</summary>
    QuestionAsked,

    /// <summary>The citizen has answered; the department goes on.</summary>
    QuestionAnswered,

    /// <summary>Approved or refused: the end.</summary>
    Decided,
}

/// <summary>A department's decision.</summary>
public enum DecisionOutcome
{
    Approved,
    Refused,
}
