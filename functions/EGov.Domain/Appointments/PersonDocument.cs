using EGov.Domain.Forms;

namespace EGov.Domain.Appointments;

/// <summary>The documents that a person may be known by.</summary>
public static class PersonDocument
{
    public const string IdentityCard = "hkid";

    /// <summary>The number as it is compared: however it was typed, the same document is the same.</summary>
    /// <returns>Or <c>hkid-format</c>, <c>hkid-check-digit</c>, <c>document-invalid</c>.</returns>
    public static Outcome<string> Read(string type, string? number)
    {
        if (number is not { Length: > 0 and <= 40 })
        {
            return new Refusal("document-invalid", "document.number");
        }

        if (type == IdentityCard)
        {
            return Hkid.Parse(number, out var code) is { } card ? card.Value : new Refusal(code!, "document.number");
        }

        var bare = PlainText.Compact(number);
        return bare.Length is >= 5 and <= 20 && bare.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character is '(' or ')' or '-')
            ? bare
            : new Refusal("document-invalid", "document.number");
    }
}
