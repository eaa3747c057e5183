using System.Text.Json;

namespace EGov.Infra.Tests;

/// <summary>The headers that the portal is deployed with.</summary>
public sealed class PortalPolicyTests
{
    private static readonly Dictionary<string, string> s_headers = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Bicep.Root, "infra", "staticwebapp.config.json")))
        .RootElement.GetProperty("globalHeaders").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!);

    private static readonly Dictionary<string, string[]> s_policy = s_headers["Content-Security-Policy"]
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(directive => directive.Split(' '))
        .ToDictionary(words => words[0], words => words[1..]);

    [Fact]
    public void Nothing_is_allowed_that_is_not_named_and_scripts_and_styles_are_files_of_the_portal()
    {
        Assert.Equal(["'none'"], s_policy["default-src"]);
        Assert.Equal(["'self'"], s_policy["script-src"]);
        Assert.Equal(["'self'"], s_policy["style-src"]);
        Assert.Equal(["'none'"], s_policy["base-uri"]);
        Assert.Equal(["'none'"], s_policy["frame-ancestors"]);
    }

    [Fact]
    public void A_page_talks_over_tls_alone_and_never_to_the_persons_own_machine() => Assert.Equal(["'self'", "https:"], s_policy["connect-src"]);

    [Fact]
    public void A_browser_that_was_here_once_comes_back_over_tls_for_a_year() =>
        Assert.StartsWith("max-age=31536000; includeSubDomains", s_headers["Strict-Transport-Security"], StringComparison.Ordinal);
}
