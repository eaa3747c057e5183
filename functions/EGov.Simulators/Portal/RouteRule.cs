using System.Text.RegularExpressions;

namespace EGov.Simulators.Portal;

/// <summary>One entry of <c>routes</c>: what happens to addresses of a shape. The first that fits decides.</summary>
public sealed class RouteRule
{
    private Regex? _pattern;

    /// <summary>An address, with <c>*</c> at its end or <c>*.{a,b}</c> for some extensions.</summary>
    public string Route { get; init; } = "";

    public string? Redirect { get; init; }

    public string? Rewrite { get; init; }

    public int? StatusCode { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public bool Fits(string path) => (_pattern ??= PathPattern.Of(Route)).IsMatch(path);
}
