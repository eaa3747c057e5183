using System.Text;
using System.Text.RegularExpressions;

namespace EGov.Domain.Forms;

/// <summary>
/// The part of regular expressions that means the same everywhere and cannot be made to run for ever: characters, classes,
/// <c>\d</c>, <c>\w</c>, <c>.</c>, groups, alternation, and quantifiers up to 100. A group that is repeated holds neither a
/// choice nor a quantifier of varying length, and all choices together stay under ten million ways.
/// </summary>
internal sealed class SafePattern
{
    /// <summary>The longest text, in code points, that a pattern may be held against.</summary>
    internal const int LongestText = 200;

    private const int Longest = 200, MostRepeats = 100;
    private const double MostWays = 1e7;
    private readonly string _source;
    private readonly StringBuilder _regex = new();
    private int _at;
    private int _depth;

    private SafePattern(string source) => _source = source;

    /// <summary>The expression, matched against the whole text; null when the pattern is outside the subset.</summary>
    internal static Regex? Compile(string pattern)
    {
        var body = pattern.StartsWith('^') ? pattern[1..] : pattern;
        body = body.EndsWith('$') && !body.EndsWith("\\$", StringComparison.Ordinal) ? body[..^1] : body;
        var reader = new SafePattern(body);
        if (body.Length is 0 or > Longest || reader.Alternatives() is not <= MostWays || reader._at != body.Length)
        {
            return null;
        }

        // Without backtracking the time grows with the text alone, so that a clock need not watch it.
        return new Regex($@"\A(?:{reader._regex})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>Reads up to a closing bracket or the end; gives in how many ways it can match, or null when it is refused.</summary>
    private double? Alternatives()
    {
        double? ways = Sequence();
        while (ways is not null && Peek == '|')
        {
            Copy();
            ways += Sequence();
        }

        return ways;
    }

    private double? Sequence()
    {
        double? ways = 1;
        while (ways is not null && Peek is not ('\0' or '|' or ')'))
        {
            ways *= Atom() is { } atom ? Quantified(atom) : null;
        }

        return ways;
    }

    private double? Atom()
    {
        switch (Peek)
        {
            case '(':
                return Group();
            case '[':
                return Class() ? 1 : null;
            case '\\':
                return Escape() ? 1 : null;
            case '*' or '+' or '?' or '{' or '}' or ']' or '^' or '$':
                return null;
            default:
                if (char.IsSurrogate(Peek) || char.IsControl(Peek))
                {
                    return null;
                }

                // Blank, # and the like mean themselves: no option is set that would make them mean more.
                Copy();
                return 1;
        }
    }

    private double? Group()
    {
        _at++;
        if (Peek == '?')
        {
            if (_at + 1 >= _source.Length || _source[_at + 1] != ':')
            {
                return null;
            }

            _at += 2;
        }

        if (++_depth > 10)
        {
            return null;
        }

        _regex.Append("(?:");
        var ways = Alternatives();
        if (ways is null || Peek != ')')
        {
            return null;
        }

        _depth--;
        Copy();
        return ways;
    }

    private double? Quantified(double atom)
    {
        var (min, max) = (1, 1);
        switch (Peek)
        {
            case '*':
                (min, max) = (0, LongestText);
                Copy();
                break;
            case '+':
                (min, max) = (1, LongestText);
                Copy();
                break;
            case '?':
                (min, max) = (0, 1);
                Copy();
                break;
            case '{':
                if (!Braces(out min, out max))
                {
                    return null;
                }

                break;
            default:
                return atom;
        }

        // A second quantifier would be a lazy or possessive one, or nonsense.
        if (Peek is '*' or '+' or '?' or '{' || (atom > 1 && max > 1))
        {
            return null;
        }

        return atom > 1 ? atom + (min == 0 ? 1 : 0) : max - min + 1;
    }

    private bool Braces(out int min, out int max)
    {
        (min, max) = (0, 0);
        var end = _source.IndexOf('}', _at);
        if (end < 0)
        {
            return false;
        }

        var bounds = _source[(_at + 1)..end].Split(',');
        var open = bounds.Length == 2 && bounds[1].Length == 0;
        if (bounds.Length > 2 || !Digits(bounds[0], out min) || (!open && !Digits(bounds[^1], out max)))
        {
            return false;
        }

        max = open ? LongestText : max;
        _regex.Append(_source, _at, end - _at + 1);
        _at = end + 1;
        return min <= max && max > 0;
    }

    private static bool Digits(string text, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit)
            && int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number) && number <= MostRepeats;
    }

    private bool Class()
    {
        Copy();
        if (Peek == '^')
        {
            Copy();
        }

        var members = 0;
        while (Peek is not ('\0' or ']'))
        {
            var first = Member();
            if (first is null)
            {
                return false;
            }

            if (Peek == '-' && _at + 1 < _source.Length && _source[_at + 1] != ']')
            {
                Copy();
                if (Member() is not { } last || first < 0 || last < first)
                {
                    return false;
                }
            }

            members++;
        }

        if (Peek != ']' || members == 0)
        {
            return false;
        }

        Copy();
        return true;
    }

    /// <summary>The character of a class, -1 for a set such as <c>\d</c>, null when refused.</summary>
    private int? Member()
    {
        var character = Peek;
        if (character == '\\')
        {
            var next = _at + 1 < _source.Length ? _source[_at + 1] : '\0';
            return Escape(inClass: true) ? (next is 'd' or 'w' ? -1 : next) : null;
        }

        // A hyphen that is not at an end and a bracket inside a class are read differently from tool to tool.
        if (character is '[' or '^' || char.IsSurrogate(character) || char.IsControl(character))
        {
            return null;
        }

        if (character == '-')
        {
            var edge = _source[_at - 1] is '[' or '^' || (_at + 1 < _source.Length && _source[_at + 1] == ']');
            if (!edge)
            {
                return null;
            }

            _at++;
            _regex.Append("\\-");
            return '-';
        }

        Copy();
        return character;
    }

    private bool Escape(bool inClass = false)
    {
        if (_at + 1 >= _source.Length)
        {
            return false;
        }

        var escaped = _source[_at + 1];
        _at += 2;
        switch (escaped)
        {
            case 'd':
                _regex.Append(inClass ? "0-9" : "[0-9]");
                return true;
            case 'w':
                _regex.Append(inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]");
                return true;
            default:
                _regex.Append('\\').Append(escaped);
                return @"\.*+?()[]{}|^$/-".Contains(escaped, StringComparison.Ordinal);
        }
    }

    private char Peek => _at < _source.Length ? _source[_at] : '\0';

    private void Copy() => _regex.Append(_source[_at++]);
}
