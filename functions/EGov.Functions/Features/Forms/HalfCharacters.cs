using System.Text.Json;
using System.Text.RegularExpressions;

namespace EGov.Functions.Features.Forms;

/// <summary>
/// A text field that is cut off after so many characters can cut an ideograph or a face in two. JSON may carry the half that is
/// left as an escape, but nothing can write it again: it becomes U+FFFD, so that the rest of a draft is saved.
/// </summary>
internal static partial class HalfCharacters
{
    public static JsonElement WithoutHalfCharacters(this JsonElement answers)
    {
        var raw = answers.GetRawText();
        var whole = Escape().Replace(raw, escape => escape.Groups["half"].Success ? @"\uFFFD" : escape.Value);
        if (whole == raw)
        {
            return answers;
        }

        using var document = JsonDocument.Parse(whole);
        return document.RootElement.Clone();
    }

    /// <summary>Each escape in turn: a whole pair, half of one, or any other.</summary>
    [GeneratedRegex(
        @"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
