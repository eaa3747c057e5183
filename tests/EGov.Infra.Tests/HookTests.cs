using System.Globalization;
using System.Text.Json.Nodes;

namespace EGov.Infra.Tests;

/// <summary>The programs that azd and operators run; each is compiled here as there, out of its one file.</summary>
public sealed class HookTests : IDisposable
{
    private static readonly Dictionary<string, string> s_provisioned = new()
    {
        ["API_BASE_URL"] = "https://func-1.azurewebsites.net/api",
        ["BLOB_ORIGIN"] = "https://st1.blob.core.windows.net",
        ["PORTAL_ORIGIN"] = "https://portal.example.gov.hk",
        ["AZURE_TENANT_ID"] = "00000000-0000-0000-0000-000000000003",
        ["IDENTITY_CLIENT_ID"] = "00000000-0000-0000-0000-000000000002",
    };

    private readonly string _root = Directory.CreateTempSubdirectory("egov-hooks-").FullName;

    private string Portal => Path.Combine(_root, "static-web");

    public HookTests()
    {
        Directory.CreateDirectory(Portal);
        Directory.CreateDirectory(Path.Combine(_root, "infra"));
        foreach (var name in new[] { "staticwebapp.config.json", "keys.json" })
        {
            File.Copy(Path.Combine(Bicep.Root, "infra", name), Path.Combine(_root, "infra", name));
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static TheoryData<string> Hooks => [.. Directory.EnumerateFiles(Path.Combine(Bicep.Root, "infra", "hooks"), "*.cs").Select(hook => Path.GetFileName(hook))];

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task A_hook_compiles(string hook)
    {
        var (exit, output) = await Dotnet.RunAsync(Bicep.Root, [], "build", Hook(hook), "-v", "quiet");

        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task The_portal_is_told_where_everything_is_and_may_talk_to_nobody_else()
    {
        await WriteAsync(s_provisioned);

        var config = Read("config.json");
        Assert.Equal(
            ("https://func-1.azurewebsites.net/api", "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000003/v2.0", "00000000-0000-0000-0000-000000000002"),
            ((string)config["apiBase"]!, (string)config["issuer"]!, (string)config["clientId"]!));
        Assert.Equal(
            "'self' https://func-1.azurewebsites.net https://st1.blob.core.windows.net https://login.microsoftonline.com",
            Directives(Read("staticwebapp.config.json"))["connect-src"]);
    }

    /// <summary>Nothing else of the site's rules changes, and they stay rules that the site reads.</summary>
    [Fact]
    public async Task Only_whom_the_pages_may_talk_to_is_narrowed()
    {
        await WriteAsync(s_provisioned);

        var (before, after) = (JsonNode.Parse(Documents.Text("infra", "staticwebapp.config.json"))!, Read("staticwebapp.config.json"));
        Assert.Equal(Directives(before).Where(one => one.Key != "connect-src"), Directives(after).Where(one => one.Key != "connect-src"));
        before["globalHeaders"]!["Content-Security-Policy"] = "";
        after["globalHeaders"]!["Content-Security-Policy"] = "";
        Assert.True(JsonNode.DeepEquals(before, after));
        Assert.Empty(await Documents.FaultsAsync("staticwebapp.schema.json", await File.ReadAllTextAsync(Path.Combine(Portal, "public", "staticwebapp.config.json"), Cancellation)));
    }

    [Fact]
    public async Task Where_to_report_a_weakness_is_said_for_less_than_a_year_in_three_languages_and_by_the_portals_own_name()
    {
        await WriteAsync(new(s_provisioned) { ["EGOV_SECURITY_CONTACT"] = "mailto:security@example.org" });

        var fields = (await File.ReadAllLinesAsync(Path.Combine(Portal, "public", ".well-known", "security.txt"), Cancellation))
            .Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1]);
        Assert.Equal(["Contact", "Expires", "Preferred-Languages", "Canonical"], fields.Keys);
        Assert.Equal(
            ("mailto:security@example.org", "en, zh-Hant, zh-Hans", "https://portal.example.gov.hk/.well-known/security.txt"),
            (fields["Contact"], fields["Preferred-Languages"], fields["Canonical"]));
        var left = DateTimeOffset.Parse(fields["Expires"], CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
        Assert.InRange(left, TimeSpan.FromDays(350), TimeSpan.FromDays(365));
    }

    /// <summary>What was said for one environment is not said for the next.</summary>
    [Fact]
    public async Task Without_anybody_to_report_to_nothing_is_said_and_what_was_said_before_is_taken_back()
    {
        var old = Path.Combine(Portal, "public", ".well-known", "security.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        await File.WriteAllTextAsync(old, "Contact: mailto:somebody@example.org", Cancellation);

        Assert.Contains("EGOV_SECURITY_CONTACT is not set", await WriteAsync(s_provisioned), StringComparison.Ordinal);

        Assert.False(File.Exists(old));
    }

    [Theory]
    [InlineData("API_BASE_URL", "", "API_BASE_URL is not set: run azd provision first")]
    [InlineData("PORTAL_ORIGIN", "", "PORTAL_ORIGIN is not set: run azd provision first")]
    [InlineData("EGOV_SECURITY_CONTACT", "security@example.org", "EGOV_SECURITY_CONTACT is no address to report to")]
    [InlineData("EGOV_SECURITY_CONTACT", "http://example.org/report", "EGOV_SECURITY_CONTACT is no address to report to")]
    public async Task Without_what_it_needs_it_writes_nothing_and_says_what_is_missing(string name, string value, string said)
    {
        var (exit, output) = await Dotnet.RunAsync(Portal, new(s_provisioned) { [name] = value }, "run", Hook("write-portal-config.cs"));

        Assert.NotEqual(0, exit);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Portal, "public")));
    }

    [Fact]
    public async Task A_policy_that_cannot_be_narrowed_is_not_deployed()
    {
        var rules = Path.Combine(_root, "infra", "staticwebapp.config.json");
        await File.WriteAllTextAsync(rules, (await File.ReadAllTextAsync(rules, Cancellation)).Replace("connect-src 'self' https:;", "connect-src *;", StringComparison.Ordinal), Cancellation);

        var (exit, output) = await Dotnet.RunAsync(Portal, s_provisioned, "run", Hook("write-portal-config.cs"));

        Assert.NotEqual(0, exit);
        Assert.Contains("which is to be narrowed", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Portal, "public", "staticwebapp.config.json")));
    }

    [Theory]
    [InlineData("make-keys.cs", "", "KEY_VAULT_NAME is not set: run azd provision first")]
    [InlineData("rotate-key.cs", "", "KEY_VAULT_NAME is not set: run azd env get-values")]
    [InlineData("rotate-key.cs", "kv1", "usage: dotnet run infra/hooks/rotate-key.cs ", "reference-key")]
    [InlineData("rotate-key.cs", "kv1", "usage: dotnet run infra/hooks/rotate-key.cs ")]
    public async Task A_hook_that_looks_after_keys_says_what_it_needs_before_it_calls_the_vault(string hook, string vault, string said, params string[] arguments)
    {
        var (exit, output) = await Dotnet.RunAsync(_root, new() { ["KEY_VAULT_NAME"] = vault }, ["run", Hook(hook), "--", .. arguments]);

        Assert.NotEqual(0, exit);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Hook(string name) => Path.Combine(Bicep.Root, "infra", "hooks", name);

    private JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Portal, "public", name)))!;

    private static Dictionary<string, string> Directives(JsonNode site) => ((string)site["globalHeaders"]!["Content-Security-Policy"]!)
        .Split(';', StringSplitOptions.TrimEntries)
        .Select(directive => directive.Split(' ', 2))
        .ToDictionary(words => words[0], words => words[1]);

    private async Task<string> WriteAsync(Dictionary<string, string> environment)
    {
        var (exit, output) = await Dotnet.RunAsync(Portal, environment, "run", Hook("write-portal-config.cs"));
        Assert.True(exit == 0, output);
        return output;
    }
}
