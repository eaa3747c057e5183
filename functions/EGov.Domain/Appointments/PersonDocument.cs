using EGov.Domain.Forms;

namespace EGov.Domain.Appointments;

/// <summary>The documents that a person may be known by.</summary>
public static class PersonDocument
{
    public const string IdentityCard = "hkid";

    private const int MostShown = 4;

    /// <summary>Of a number as it is compared, enough to know that it is the one on the table, not enough to use it.</summary>
    public static string Masked(string type, string number)
    {
        if (type == IdentityCard && Hkid.Parse(number, out _) is { } card)
        {
            return card.Masked;
        }

        var shown = Math.Min(MostShown, number.Length / 2);
        return number[..shown] + new string('*', number.Length - shown);
    }

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
