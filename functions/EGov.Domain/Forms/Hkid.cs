namespace EGov.Domain.Forms;

/// <summary>
/// The number of a Hong Kong identity card: one or two letters, six digits and a check digit, <c>A123456(3)</c>. The check
/// digit makes the sum of the characters' values times the weights 9 to 1 divisible by 11: a letter counts from A = 10, a
/// missing first letter 36, and the check digit A ten.
/// </summary>
public sealed record Hkid
{
    private Hkid(string value) => Value = value;

    /// <summary>The number as it is written on the card.</summary>
    public string Value { get; }

    /// <summary>The number for eyes that may not know it: <c>A12****(*)</c>.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, Value.IndexOf('(', StringComparison.Ordinal) - 4), "****(*)");

    /// <summary>Reads a number however it was typed: full-width, lower case, with blanks, without brackets.</summary>
    /// <param name="code">Null, or why it is none: <c>hkid-format</c>, <c>hkid-check-digit</c>.</param>
    public static Hkid? Parse(string typed, out string? code)
    {
        var bare = typed.Length > 64 ? "" : PlainText.Compact(typed);
        if (bare.EndsWith(')'))
        {
            bare = bare[..^1];
        }

        if (bare.Length > 2 && bare[^2] == '(')
        {
            bare = bare.Remove(bare.Length - 2, 1);
        }

        var letters = bare.TakeWhile(char.IsAsciiLetterUpper).Count();
        var digits = bare.Skip(letters).Take(6).Count(char.IsAsciiDigit);
        if (letters is < 1 or > 2 || digits != 6 || bare.Length != letters + 7 || !(char.IsAsciiDigit(bare[^1]) || bare[^1] == 'A'))
        {
            code = "hkid-format";
            return null;
        }

        code = bare[^1] == CheckDigit(bare[..^1]) ? null : "hkid-check-digit";
        return code is null ? new Hkid($"{bare[..^1]}({bare[^1]})") : null;
    }

    /// <summary>The check digit of letters and digits without it: <c>A123456</c> has 3.</summary>
    private static char CheckDigit(string stem)
    {
        var sum = stem.Length == 7 ? 9 * 36 : 0;
        for (var index = 0; index < stem.Length; index++)
        {
            var value = char.IsAsciiDigit(stem[index]) ? stem[index] - '0' : stem[index] - 'A' + 10;
            sum += value * (stem.Length + 1 - index);
        }

        var check = (11 - (sum % 11)) % 11;
        return check == 10 ? 'A' : (char)('0' + check);
    }
}
