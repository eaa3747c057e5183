using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>What the questions that are answered with text have in common.</summary>
public abstract class TextualField : FormField
{
    private protected TextualField(FieldHead head)
        : base(head)
    {
    }

    internal override ValueKind Kind => ValueKind.Text;

    private protected virtual bool Lines => false;

    internal sealed override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (JsonText.Of(answer) is not { } typed)
        {
            found.Add(path, answer.ValueKind == JsonValueKind.String ? "control-characters" : "wrong-type", answer);
            return null;
        }

        var text = PlainText.Tidy(typed);
        if (text.Length == 0)
        {
            return null;
        }

        var code = PlainText.HasControls(text, Lines) ? "control-characters" : null;
        var value = code is null ? Put(text, out code) : null;
        if (code is not null)
        {
            found.Add(path, code, answer);
        }

        return value is null ? null : JsonValue.Create(value);
    }

    /// <summary>The text in the type's own shape, or null and why not.</summary>
    private protected abstract string? Put(string text, out string? code);
}
