namespace EGov.Simulators.Portal;

/// <summary>
/// Fits the deployed Content-Security-Policy to this machine: the API, the identity provider and the blob store are other loopback
/// ports here, and none of them speaks TLS. Nothing but <c>connect-src</c> is widened.
/// </summary>
internal static class LocalPolicy
{
    public static string Fit(string policy, IReadOnlyCollection<string> origins)
    {
        var directives = policy.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static directive => !directive.Equals("upgrade-insecure-requests", StringComparison.OrdinalIgnoreCase))
            .ToList();
        var connect = directives.FindIndex(static directive => NameOf(directive) == "connect-src");
        if (connect < 0)
        {
            var fallback = directives.Find(static directive => NameOf(directive) == "default-src");
            if (fallback is null)
            {
                return string.Join("; ", directives);
            }

            connect = directives.Count;
            directives.Add("connect-src" + fallback["default-src".Length..]);
        }

        var present = directives[connect].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static source => source != "'none'");
        directives[connect] = string.Join(' ', present.Union(origins));
        return string.Join("; ", directives);
    }

    private static string NameOf(string directive) => directive.Split(' ')[0];
}
