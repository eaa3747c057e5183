using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms;

/// <summary>One question. Each type of question is a class of its own under <c>FieldTypes</c>.</summary>
public abstract class FormField
{
    private protected FormField(FieldHead head) =>
        (Id, Type, Label, Hint, Required) = (head.Id, head.Type, head.Label, head.Hint, head.Required);

    /// <summary>camelCase, unique in the form, or in its group.</summary>
    public string Id { get; }

    /// <summary>The type's name in the document: <c>shortText</c>, <c>hkid</c>, …</summary>
    public string Type { get; }

    public Text Label { get; }

    public Text? Hint { get; }

    /// <summary>Whether an answer is needed whenever the field is shown. A field with <c>requiredWhen</c> says false here.</summary>
    public bool Required { get; }

    /// <summary>The group that the field stands in, or null.</summary>
    public GroupField? Group { get; internal set; }

    /// <summary>Where it stands in the document: <c>pages[0].fields[2]</c>.</summary>
    internal string Place { get; set; } = "";

    /// <summary>The page that the field, or its group, stands on.</summary>
    internal FormPage Page { get; set; } = null!;

    internal Expression? ShowWhen { get; set; }

    internal Expression? RequiredWhen { get; set; }

    /// <summary>What an expression gets when it reads the answer.</summary>
    internal abstract ValueKind Kind { get; }

    /// <summary>The values that can be chosen, where the field offers some.</summary>
    internal virtual IReadOnlySet<string>? Offered => null;

    /// <summary>What is missing when a required field has no answer.</summary>
    internal virtual string MissingCode => "required";

    /// <summary>
    /// Puts one answer right and gives it in its canonical shape; null when there is none. What has the wrong shape is
    /// told to <paramref name="found"/> and left out.
    /// </summary>
    internal abstract JsonNode? Read(JsonElement answer, string path, Findings found);

    /// <summary>Holds a rightly shaped answer against the field's limits.</summary>
    internal virtual void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
    }
}
