using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EGov.Infra.Tests;

/// <summary>What runs where the code is hosted; each rule is shown to find what breaks it.</summary>
public sealed partial class WorkflowTests
{
    private static readonly JsonNode s_ci = Documents.Yaml(".github", "workflows", "ci.yml");

    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Path.Combine(Bicep.Root, ".github", "workflows"), "*.yml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_read_the_code_and_no_more_unless_a_job_deploys(string workflow) =>
        Assert.Empty(Rights(Documents.Yaml(".github", "workflows", workflow)));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_has_a_version(string workflow) => Assert.Empty(Unversioned(Documents.Yaml(".github", "workflows", workflow)));

    [Fact]
    public void What_is_deployed_was_tested_and_its_packages_were_looked_through() =>
        Assert.Equal(["test", "packages"], s_ci["jobs"]!["deploy"]!["needs"]!.AsArray().Select(job => (string)job!));

    /// <summary>Of what the function app and the portal are made: looked through for known weaknesses, listed, and the lists kept.</summary>
    [Theory]
    [InlineData("dotnet restore functions/EGov.Functions -p:FunctionsHost=Worker")]
    [InlineData("npm audit --prefix static-web --audit-level=high")]
    [InlineData("dotnet tool run dotnet-CycloneDX functions/EGov.Functions/EGov.Functions.csproj")]
    [InlineData("npm sbom --prefix static-web --package-lock-only --sbom-format cyclonedx > artifacts/sbom/portal.cdx.json")]
    public void The_packages_are_looked_through_and_listed(string command) =>
        Assert.Contains(Steps(s_ci, "packages"), step => ((string?)step["run"])?.Contains(command, StringComparison.Ordinal) == true);

    /// <summary>A step that may fail unseen looks through nothing.</summary>
    [Fact]
    public void No_step_may_fail_unseen()
    {
        Assert.DoesNotContain(Workflows.SelectMany(workflow => AllSteps(Documents.Yaml(".github", "workflows", workflow.Data))), MayFail);
        Assert.True(MayFail(JsonNode.Parse("""{"run":"npm audit || true"}""")!));
        Assert.True(MayFail(JsonNode.Parse("""{"run":"npm audit","continue-on-error":"true"}""")!));
    }

    [Fact]
    public void The_lists_of_packages_are_kept() => Assert.Contains(
        Steps(s_ci, "packages"),
        step => ((string?)step["uses"])?.StartsWith("actions/upload-artifact@", StringComparison.Ordinal) == true && (string?)step["with"]!["path"] == "artifacts/sbom");

    /// <summary>What may be set for an environment is passed on, by whatever way it is deployed; and the README says it.</summary>
    [Fact]
    public void Everything_that_an_environment_may_set_reaches_the_deployment_and_is_said()
    {
        var settable = SettableName().Matches(Documents.Text("infra", "main.parameters.json")).Select(name => name.Groups[1].Value)
            .Concat(Directory.EnumerateFiles(Path.Combine(Bicep.Root, "infra", "hooks"), "*.cs").SelectMany(hook => HookName().Matches(File.ReadAllText(hook)).Select(name => name.Groups[1].Value)))
            .ToHashSet();
        var passed = s_ci["jobs"]!["deploy"]!["env"]!.AsObject().Select(one => one.Key).Where(name => name.StartsWith("EGOV_", StringComparison.Ordinal));

        Assert.Contains("EGOV_SECURITY_CONTACT", settable);
        Assert.Equal(settable.Order(StringComparer.Ordinal), passed.Order(StringComparer.Ordinal));
        Assert.All(settable, name => Assert.Contains($"{name}", Documents.Text("README.md"), StringComparison.Ordinal));
    }

    /// <summary>The smoke test asks addresses that provisioning gave back, and of the API only what it answers.</summary>
    [Fact]
    public void What_the_smoke_test_asks_for_is_there()
    {
        var smoke = Steps(s_ci, "deploy").Select(step => (string?)step["run"]).OfType<string>().Single(run => run.Contains("curl", StringComparison.Ordinal));
        var outputs = Documents.Text("infra", "main.bicep");
        var routes = Documents.Text("tests", "EGov.Functions.Tests", "inventory.txt");

        Assert.All(Asked().Matches(smoke), asked => Assert.Contains($"output {asked.Groups[1].Value} ", outputs, StringComparison.Ordinal));
        Assert.Equal(["health/ready"], ApiRoute().Matches(smoke).Select(route => route.Groups[1].Value));
        Assert.All(ApiRoute().Matches(smoke), route => Assert.Contains($"| GET {route.Groups[1].Value} | anyone", routes, StringComparison.Ordinal));
    }

    [Fact]
    public void A_workflow_with_rights_that_it_does_not_need_is_found() => Assert.Equal(
        ["it may do more than read", "job build may write packages", "job build may write to the issuer of tokens and deploys nothing"],
        Rights(JsonNode.Parse(
            """
            {"permissions":{"contents":"write"},"jobs":{
              "build":{"permissions":{"packages":"write","id-token":"write"},"steps":[]},
              "ship":{"environment":"hk","permissions":{"contents":"read","id-token":"write"},"steps":[]}}}
            """)!));

    [Fact]
    public void An_action_without_a_version_is_found() => Assert.Equal(
        ["actions/checkout", "actions/setup-node@main"],
        Unversioned(JsonNode.Parse("""{"jobs":{"a":{"steps":[{"uses":"actions/checkout"},{"uses":"actions/setup-node@main"},{"uses":"actions/setup-dotnet@v5"},{"run":"x"}]}}}""")!));

    private static IEnumerable<string> Rights(JsonNode workflow)
    {
        if (workflow["permissions"]?.ToJsonString() != """{"contents":"read"}""")
        {
            yield return "it may do more than read";
        }

        foreach (var (name, job) in workflow["jobs"]!.AsObject())
        {
            foreach (var (right, level) in job!["permissions"]?.AsObject() ?? [])
            {
                if (right == "id-token" && job["environment"] is null)
                {
                    yield return $"job {name} may write to the issuer of tokens and deploys nothing";
                }
                else if (right != "id-token" && (string?)level != "read")
                {
                    yield return $"job {name} may write {right}";
                }
            }
        }
    }

    private static IEnumerable<string> Unversioned(JsonNode workflow) =>
        AllSteps(workflow).Select(step => (string?)step["uses"]).OfType<string>().Where(action => !Version().IsMatch(action));

    private static bool MayFail(JsonNode step) =>
        step["continue-on-error"] is not null || ((string?)step["run"])?.Contains("||", StringComparison.Ordinal) == true;

    private static IEnumerable<JsonNode> AllSteps(JsonNode workflow) => workflow["jobs"]!.AsObject().SelectMany(job => Steps(workflow, job.Key));

    private static IEnumerable<JsonNode> Steps(JsonNode workflow, string job) => workflow["jobs"]![job]!["steps"]!.AsArray().OfType<JsonNode>();

    [GeneratedRegex(@"^[A-Za-z0-9-]+/[A-Za-z0-9-]+@(v[0-9]+|[0-9a-f]{40})$")]
    private static partial Regex Version();

    [GeneratedRegex(@"\$\{?([A-Z_]{2,})")]
    private static partial Regex Asked();

    [GeneratedRegex("\"\\$API_BASE_URL/([^\"]+)\"")]
    private static partial Regex ApiRoute();

    [GeneratedRegex(@"\$\{(EGOV_[A-Z_]+)[=}]")]
    private static partial Regex SettableName();

    [GeneratedRegex("GetEnvironmentVariable\\(\"(EGOV_[A-Z_]+)\"\\)")]
    private static partial Regex HookName();
}
