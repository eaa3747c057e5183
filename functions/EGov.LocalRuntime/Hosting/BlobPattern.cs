using System.Text.RegularExpressions;

namespace EGov.LocalRuntime.Hosting;

/// <summary>A blob trigger's path: a container, then a blob's name with <c>{segments}</c>. All but the last segment stop at a slash.</summary>
internal sealed partial class BlobPattern
{
    private readonly Regex _name;

    private BlobPattern(string container, string prefix, Regex name) => (Container, Prefix, _name) = (container, prefix, name);

    public string Container { get; }

    /// <summary>What every fitting name begins with.</summary>
    public string Prefix { get; }

    /// <exception cref="FormatException">The path names no blob within a container.</exception>
    public static BlobPattern Parse(string path)
    {
        if (path.Split('/', 2) is not [{ Length: > 0 } container, { Length: > 0 } blob])
        {
            throw new FormatException($"'{path}' is no path of a container and its blobs.");
        }

        var segments = Segment().Matches(blob);
        var pattern = "^";
        var at = 0;
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            pattern += Regex.Escape(blob[at..segment.Index]) + $"(?<{segment.Groups[1].Value}>{(i == segments.Count - 1 ? ".+" : "[^/]+")})";
            at = segment.Index + segment.Length;
        }

        var prefix = segments.Count == 0 ? blob : blob[..segments[0].Index];
        return new(container, prefix, new Regex(pattern + Regex.Escape(blob[at..]) + "$", RegexOptions.CultureInvariant | RegexOptions.Singleline));
    }

    /// <summary>The segments of a name that fits; null when it does not.</summary>
    public IReadOnlyDictionary<string, string>? Match(string name) => _name.Match(name) is { Success: true } match
        ? match.Groups.Values.Where(g => !char.IsDigit(g.Name[0])).ToDictionary(g => g.Name, g => g.Value, StringComparer.OrdinalIgnoreCase)
        : null;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Segment();
}
