using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>One line of text, at most so many characters, perhaps of a pattern.</summary>
public sealed class ShortTextField : TextualField
{
    private readonly Regex? _pattern;

    internal ShortTextField(FieldHead head, int maxLength, string? pattern, Regex? compiled, Text? patternMessage)
        : base(head) => (MaxLength, Pattern, _pattern, PatternMessage) = (maxLength, pattern, compiled, patternMessage);

    /// <summary>In code points.</summary>
    public int MaxLength { get; }

    /// <summary>The regular expression that the whole answer has to match, or null.</summary>
    public string? Pattern { get; }

    public Text? PatternMessage { get; }

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        var text = answer.GetValue<string>();
        if (PlainText.Length(text) > MaxLength)
        {
            found.Add(path, "too-long", "max", MaxLength);
        }
        else if (_pattern is not null && !_pattern.IsMatch(text))
        {
            found.Add(new AnswerProblem(path, "pattern", Message: PatternMessage));
        }
    }

    private protected override string? Put(string text, out string? code)
    {
        code = null;
        return text;
    }
}
