using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms;

/// <summary>What must hold across fields.</summary>
public sealed class FormRule
{
    /// <summary>Kebab-case, unique among the form's rules and stops.</summary>
    public required string Id { get; init; }

    /// <summary>The ids of the fields that the error belongs to; at least one.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The department's own words for the error.</summary>
    public required Text Message { get; init; }

    /// <summary>Whether the rule is applied even when a field that it reads has no answer.</summary>
    public required bool Always { get; init; }

    internal Expression Check { get; set; } = Literal.Nothing;
}
