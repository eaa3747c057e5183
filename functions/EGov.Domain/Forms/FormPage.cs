using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms;

/// <summary>One step of a form, as a person sees it.</summary>
public sealed class FormPage
{
    /// <summary>Kebab-case, unique among the form's pages.</summary>
    public required string Id { get; init; }

    public required Text Title { get; init; }

    /// <summary>What the person should know before answering, or null.</summary>
    public Text? Guidance { get; init; }

    /// <summary>The questions in their order. A group stands here; its fields are in the group.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>The condition under which the page is shown; null for always.</summary>
    internal Expression? ShowWhen { get; set; }
}
