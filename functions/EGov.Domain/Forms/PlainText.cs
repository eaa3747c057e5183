using System.Globalization;
using System.Text;

namespace EGov.Domain.Forms;

/// <summary>Text that people type: NFC, without white space around it, without characters that steer a screen or a terminal.</summary>
internal static class PlainText
{
    private const string White = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private static readonly char[] _around = White.ToCharArray();

    /// <summary>The text put right; line ends become <c>\n</c>.</summary>
    internal static string Tidy(string text) =>
        Nfc.Of(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')).Trim(_around);

    /// <summary>Whether it holds a control character, an override of the writing direction, a line break where none belongs, or half a surrogate pair.</summary>
    internal static bool HasControls(string text, bool lines)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(character)
                || (char.IsControl(character) && !(lines && character == '\n'))
                || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The length as people count: in code points.</summary>
    internal static int Length(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }

        return length;
    }

    /// <summary>Order by code point; ordinal order goes by UTF-16 units and puts the rare characters in the wrong place.</summary>
    internal static int Compare(string a, string b)
    {
        using var left = a.EnumerateRunes().GetEnumerator();
        using var right = b.EnumerateRunes().GetEnumerator();
        while (true)
        {
            var (more, other) = (left.MoveNext(), right.MoveNext());
            if (!more || !other)
            {
                return more.CompareTo(other);
            }

            if (left.Current != right.Current)
            {
                return left.Current.CompareTo(right.Current);
            }
        }
    }

    /// <summary>Full-width letters, digits and signs as people's keyboards give them, made plain; letters of a to z made capitals; blanks taken out.</summary>
    internal static string Compact(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var narrow = character is >= '\uff01' and <= '\uff5e' ? (char)(character - 0xfee0) : character;
            if (!White.Contains(narrow, StringComparison.Ordinal))
            {
                plain.Append(char.IsAsciiLetterLower(narrow) ? (char)(narrow - 32) : narrow);
            }
        }

        return plain.ToString();
    }

    internal static string Written(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
