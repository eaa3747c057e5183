using EGov.Domain;
using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Submissions;

/// <summary>Checks what one side writes to the other.</summary>
internal static class PlainTexts
{
    public static Refusal? Check(string? text, string field) => text switch
    {
        null => new Refusal("text-required", field),
        _ when string.IsNullOrWhiteSpace(text) => new Refusal("text-required", field),
        { Length: > Case.LongestText } => new Refusal("text-too-long", field, new Dictionary<string, string> { ["max"] = "4000" }),
        _ when text.Any(IsControl) => new Refusal("text-control-characters", field),
        _ => null,
    };

    /// <summary>Line breaks and tabs are text; other controls and the characters that turn the direction of writing are not.</summary>
    private static bool IsControl(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\r' or '\t'))
        || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
