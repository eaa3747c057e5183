using System.Text.Json;
using System.Text.Json.Nodes;

namespace EGov.Domain.Forms;

/// <summary>A draft carried over to another version of its form: what still fits, and what does not with the reason.</summary>
/// <param name="Answers">The answers whose field exists and whose shape is right, put right. Limits, rules and what is required are left to the check.</param>
/// <param name="Unfit">What was left out, so that the person can be told.</param>
public sealed record FormFit(JsonObject Answers, IReadOnlyList<UnfitAnswer> Unfit);

/// <summary>One answer that a form has no place for.</summary>
/// <param name="Field">The field's path in the answers.</param>
/// <param name="Code">As in <see cref="AnswerProblem.Code"/>: <c>unknown-field</c>, <c>unknown-option</c>, …</param>
/// <param name="Value">The answer as it was given.</param>
public sealed record UnfitAnswer(string Field, string Code, JsonElement Value);
