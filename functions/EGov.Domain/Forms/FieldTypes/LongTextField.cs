using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>Text of several lines.</summary>
public sealed class LongTextField : TextualField
{
    internal LongTextField(FieldHead head, int maxLength)
        : base(head) => MaxLength = maxLength;

    /// <summary>In code points; a line break is one.</summary>
    public int MaxLength { get; }

    private protected override bool Lines => true;

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        if (PlainText.Length(answer.GetValue<string>()) > MaxLength)
        {
            found.Add(path, "too-long", "max", MaxLength);
        }
    }

    private protected override string? Put(string text, out string? code)
    {
        code = null;
        return text;
    }
}
