namespace EGov.Domain.Forms;

/// <summary>
/// A telephone number as E.164 has it: a plus, then 8 to 15 digits that begin with the country's code. Of Hong Kong (+852)
/// it is known more: eight digits, the first from 2 to 9.
/// </summary>
public static class PhoneNumber
{
    private const string HongKong = "+852";

    /// <summary>Reads a number however it was typed; eight digits alone, and eleven that begin with 852, are Hong Kong's.</summary>
    /// <param name="code">Null, or why it is none: <c>phone-format</c>, <c>phone-not-hong-kong</c>.</param>
    public static string? Parse(string typed, bool overseas, out string? code)
    {
        var dialled = typed.Length > 64 ? "" : string.Concat(PlainText.Compact(typed).Where(character => !"-().".Contains(character, StringComparison.Ordinal)));
        var number = dialled.StartsWith("00", StringComparison.Ordinal) ? $"+{dialled[2..]}"
            : dialled.StartsWith('+') ? dialled
            : dialled.Length == 8 ? HongKong + dialled
            : dialled.Length == 11 && dialled.StartsWith("852", StringComparison.Ordinal) ? $"+{dialled}"
            : "";

        var digits = number.Length - 1;
        var plausible = digits is >= 8 and <= 15 && number[1] != '0' && number.Skip(1).All(char.IsAsciiDigit)
            && (!IsHongKong(number) || (digits == 11 && number[4] is >= '2' and <= '9'));
        code = !plausible ? "phone-format" : !overseas && !IsHongKong(number) ? "phone-not-hong-kong" : null;
        return code is null ? number : null;
    }

    private static bool IsHongKong(string number) => number.StartsWith(HongKong, StringComparison.Ordinal);
}
