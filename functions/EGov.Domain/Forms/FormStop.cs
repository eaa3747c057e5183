using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms;

/// <summary>Answers that end the form with an explanation.</summary>
public sealed class FormStop
{
    /// <summary>Kebab-case, unique among the form's rules and stops.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the page where it is decided.</summary>
    public required string Page { get; init; }

    /// <summary>Why the person cannot go on, in the department's own words.</summary>
    public required Text Message { get; init; }

    internal Expression When { get; set; } = Literal.Nothing;
}
