using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace EGov.Domain.Forms;

/// <summary>
/// Unicode normalisation form C. The service runs with invariant globalization, where <see cref="string.Normalize()"/>
/// leaves everything but ASCII as it is; a browser would then have normalised what the server has not.
/// </summary>
internal static partial class Nfc
{
    private const int HangulFirst = 0xac00, HangulLast = 0xd7a3, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11a7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    private static readonly FrozenDictionary<int, int[]> _parts = Decompositions
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.TrimStart('!').Split('='))
        .ToFrozenDictionary(entry => Hex(entry[0]), entry => entry[1].Split('+').Select(Hex).ToArray());

    private static readonly FrozenDictionary<(int, int), int> _wholes = Decompositions
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Where(entry => entry[0] != '!')
        .Select(entry => Hex(entry.Split('=')[0]))
        .ToFrozenDictionary(whole => (_parts[whole][0], _parts[whole][1]));

    private static readonly FrozenDictionary<int, byte> _classes = Classes
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split(':', '-'))
        .SelectMany(entry => Enumerable.Range(Hex(entry[0]), Hex(entry[^2]) - Hex(entry[0]) + 1).Select(point => (point, Class: byte.Parse(entry[^1], CultureInfo.InvariantCulture))))
        .ToFrozenDictionary(entry => entry.point, entry => entry.Class);

    /// <summary>The text in form C. Half a surrogate pair stays as it is.</summary>
    internal static string Of(string text)
    {
        if (!text.Any(MayCombine))
        {
            return text;
        }

        var points = new List<int>(text.Length);
        for (var index = 0; index < text.Length; index += char.IsSurrogatePair(text, index) ? 2 : 1)
        {
            TakeApart(char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index], points);
        }

        Order(points);
        return Write(PutTogether(points));
    }

    /// <summary>Below U+0300, and among the unified ideographs, nothing combines and every character is its own form C.</summary>
    private static bool MayCombine(char character) => character is >= '\u0300' and not (>= '\u4e00' and <= '\u9fff');

    private static void TakeApart(int point, List<int> into)
    {
        if (point is >= HangulFirst and <= HangulLast)
        {
            var syllable = point - HangulFirst;
            into.Add(LeadFirst + (syllable / (Vowels * Tails)));
            into.Add(VowelFirst + (syllable % (Vowels * Tails) / Tails));
            if (syllable % Tails > 0)
            {
                into.Add(TailFirst + (syllable % Tails));
            }
        }
        else if (_parts.TryGetValue(point, out var parts))
        {
            foreach (var part in parts)
            {
                TakeApart(part, into);
            }
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>Puts each run of combining marks in the order of their classes, marks of one class staying as they were.</summary>
    private static void Order(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            var end = start;
            while (end < points.Count && Class(points[end]) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var ordered = points.GetRange(start, end - start).OrderBy(Class).ToList();
                points.RemoveRange(start, ordered.Count);
                points.InsertRange(start, ordered);
            }

            start = end;
        }
    }

    private static List<int> PutTogether(List<int> points)
    {
        var result = new List<int>(points.Count);
        var starter = -1;
        foreach (var point in points)
        {
            var adjacent = result.Count - 1 == starter;
            var blocked = !adjacent && Class(result[^1]) >= Class(point);
            if (starter >= 0 && !blocked && Whole(result[starter], point) is { } whole)
            {
                result[starter] = whole;
                continue;
            }

            result.Add(point);
            if (Class(point) == 0)
            {
                starter = result.Count - 1;
            }
        }

        return result;
    }

    private static int? Whole(int first, int second)
    {
        if (first is >= LeadFirst and < LeadFirst + Leads && second is >= VowelFirst and < VowelFirst + Vowels)
        {
            return HangulFirst + ((((first - LeadFirst) * Vowels) + second - VowelFirst) * Tails);
        }

        if (first is >= HangulFirst and <= HangulLast && (first - HangulFirst) % Tails == 0 && second is > TailFirst and < TailFirst + Tails)
        {
            return first + second - TailFirst;
        }

        return _wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static int Class(int point) => _classes.GetValueOrDefault(point);

    private static string Write(List<int> points)
    {
        var text = new StringBuilder(points.Count);
        foreach (var point in points)
        {
            if (point > char.MaxValue)
            {
                text.Append(char.ConvertFromUtf32(point));
            }
            else
            {
                text.Append((char)point);
            }
        }

        return text.ToString();
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
