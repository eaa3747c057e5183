using System.Text.Json.Nodes;

namespace EGov.Domain.Forms;

/// <summary>The whole judgement of a person's answers to one form.</summary>
/// <param name="Answers">The canonical answers: put right (NFC, trimmed, upper case where that is the rule), in the form's order, what is not shown dropped, and without what had the wrong shape.</param>
/// <param name="Problems">What is wrong; empty when the answers can be accepted.</param>
/// <param name="FeeCents">The fee in whole Hong Kong cents; null when the form has none or it cannot be worked out yet.</param>
/// <param name="StoppedBy">The id of the stop that ends the form, or null.</param>
public sealed record FormCheck(
    JsonObject Answers,
    IReadOnlyList<AnswerProblem> Problems,
    long? FeeCents,
    string? StoppedBy);
