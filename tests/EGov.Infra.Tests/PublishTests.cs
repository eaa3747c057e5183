using System.Text.Json.Nodes;

namespace EGov.Infra.Tests;

/// <summary>How the function app is built for the cloud, as the build itself works it out.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task What_is_deployed_is_compiled_ahead_for_the_plans_system_and_brings_no_runtime_of_its_own()
    {
        Assert.Equal(("true", "linux-x64", "false"), await AheadAsync("Worker", "-property:_IsPublishing=true"));
        Assert.EndsWith("linux", Template.Of("prod").Of("Microsoft.Web/sites").Single()["kind"], StringComparison.Ordinal);
    }

    /// <summary>On a developer's machine it is built for whatever that is.</summary>
    [Fact]
    public async Task What_is_not_deployed_is_not()
    {
        Assert.Equal(("", "", "false"), await AheadAsync("Local"));
        Assert.Equal(("", "", "false"), await AheadAsync("Worker"));
    }

    /// <summary>Findings come as warnings NU1901 to NU1904, of which those below high are not given; all warnings are errors here.</summary>
    [Theory]
    [InlineData("functions/EGov.Functions")]
    [InlineData("functions/EGov.Operations")]
    [InlineData("tests/EGov.Infra.Tests")]
    public async Task A_package_with_a_known_weakness_of_high_severity_stops_the_build(string project)
    {
        var properties = await PropertiesAsync(project, "Local", ["NuGetAudit", "NuGetAuditMode", "NuGetAuditLevel", "TreatWarningsAsErrors", "WarningsNotAsErrors", "NoWarn"]);

        Assert.Equal(
            ("true", "all", "high", "true"),
            (properties["NuGetAudit"], properties["NuGetAuditMode"], properties["NuGetAuditLevel"], properties["TreatWarningsAsErrors"]));
        Assert.DoesNotContain("NU190", properties["WarningsNotAsErrors"] + properties["NoWarn"], StringComparison.Ordinal);
    }

    /// <param name="more">What the command adds; <c>dotnet publish</c> says so that it publishes.</param>
    private static async Task<(string ReadyToRun, string Runtime, string SelfContained)> AheadAsync(string host, params string[] more)
    {
        var properties = await PropertiesAsync("functions/EGov.Functions", host, ["PublishReadyToRun", "RuntimeIdentifier", "SelfContained"], more);
        return (properties["PublishReadyToRun"], properties["RuntimeIdentifier"], properties["SelfContained"]);
    }

    private static async Task<Dictionary<string, string>> PropertiesAsync(string project, string host, string[] names, params string[] more)
    {
        var (exit, output) = await Dotnet.RunAsync(Bicep.Root, new() { ["FunctionsHost"] = host }, ["msbuild", project, $"-getProperty:{string.Join(',', names)}", .. more]);
        Assert.True(exit == 0, output);
        return JsonNode.Parse(output)!["Properties"]!.AsObject().ToDictionary(property => property.Key, property => (string)property.Value!);
    }
}
