using System.Text.Json.Serialization;

namespace EGov.Crash.Histories;

/// <summary>One thing that a client did or saw.</summary>
/// <param name="At">When, by this machine's clock.</param>
/// <param name="Client">The client's number.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The Idempotency-Key: a try again carries the same one.</param>
/// <param name="What">What was asked for, in the scenario's words: for a submission the form's id.</param>
/// <param name="Who">The persona who asked.</param>
/// <param name="Result">What was granted: a submission's reference. Only when accepted.</param>
/// <param name="Detail">Why not, as far as it was said.</param>
public sealed record HistoryEntry(
    DateTimeOffset At,
    int Client,
    HistoryKind Kind,
    string Key,
    string What,
    string Who,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Result = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null);

public enum HistoryKind
{
    /// <summary>Sent.</summary>
    Invoked,

    /// <summary>Answered: it stands.</summary>
    Accepted,

    /// <summary>Answered: it does not stand, and must have left no trace.</summary>
    Refused,

    /// <summary>A fault or no answer: whether it stands is not known, so it is tried again.</summary>
    Unknown,
}
