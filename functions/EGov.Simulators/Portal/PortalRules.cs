using System.Text.Json;

namespace EGov.Simulators.Portal;

/// <summary>The part of <c>staticwebapp.config.json</c> that this host honours; the rest (roles, networks, sign-in) is Azure's alone.</summary>
public sealed class PortalRules
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public Dictionary<string, string> GlobalHeaders { get; init; } = [];

    public List<RouteRule> Routes { get; init; } = [];

    public FallbackRule? NavigationFallback { get; init; }

    /// <summary>By status code, as text.</summary>
    public Dictionary<string, RouteRule> ResponseOverrides { get; init; } = [];

    /// <summary>Media type by extension, with its dot.</summary>
    public Dictionary<string, string> MimeTypes { get; init; } = [];

    /// <summary><c>always</c>, <c>never</c> or <c>auto</c>.</summary>
    public string TrailingSlash { get; init; } = "auto";

    /// <summary>Reads the rules; a missing file means none. A file that is no JSON throws, because serving without its headers would hide the fault.</summary>
    public static PortalRules Read(string path) => File.Exists(path)
        ? JsonSerializer.Deserialize<PortalRules>(File.ReadAllBytes(path), s_json) ?? new PortalRules()
        : new PortalRules();

    /// <summary>What is shown for an address that leads nowhere.</summary>
    /// <param name="Rewrite">The page to show.</param>
    /// <param name="Exclude">Addresses that stay 404.</param>
    public sealed record FallbackRule(string? Rewrite, List<string>? Exclude)
    {
        public bool Covers(string path) => Rewrite is not null && !(Exclude ?? []).Any(pattern => PathPattern.Of(pattern).IsMatch(path));
    }
}
