using System.Text.Json;
using System.Text.RegularExpressions;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Events;

namespace EGov.Infra.Tests;

public sealed partial class TemplateTests
{
    /// <summary>Two sizes, and one with a scanner of ours in place of the account's own scanning.</summary>
    public static TheoryData<string> Deployments => ["dev", "prod", "scanner"];

    [Fact]
    public async Task The_linter_has_nothing_to_say()
    {
        var (exit, output, errors) = await Bicep.RunAsync("lint", "infra/main.bicep");

        Assert.Equal((0, ""), (exit, (output + errors).Trim()));
    }

    /// <summary>Approve what changed with: bicep snapshot tests/infra/{deployment}.bicepparam --mode overwrite (and the same ids).</summary>
    [Theory]
    [MemberData(nameof(Deployments))]
    public async Task What_would_be_deployed_is_what_was_approved(string deployment)
    {
        var (exit, output, errors) = await Bicep.RunAsync(
            "snapshot", $"tests/infra/{deployment}.bicepparam", "--mode", "validate",
            "--tenant-id", "00000000-0000-0000-0000-000000000003", "--subscription-id", "00000000-0000-0000-0000-000000000004", "--location", "eastasia");

        Assert.True(exit == 0, $"{output}\n{errors}\nIf this is meant: ./test approve");
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Everything_is_closed_heard_explained_and_tagged(string deployment)
    {
        var template = Template.Of(deployment);

        Assert.Empty(TemplateRules.Closed(template));
        Assert.Empty(TemplateRules.Undiagnosed(template));
        Assert.Empty(TemplateRules.UnexplainedRights(template));
        Assert.Empty(TemplateRules.Keys(template));
        Assert.Empty(TemplateRules.RefusedSettings(template));
        Assert.Empty(TemplateRules.Untagged(template));
    }

    [Fact]
    public void No_rule_is_about_something_that_is_not_there() =>
        Assert.Empty(TemplateRules.Unmet([.. Deployments.Select(deployment => Template.Of(deployment))]));

    [Theory]
    [MemberData(nameof(Deployments))]
    public void News_of_attached_files_reaches_the_function_that_judges_them(string deployment)
    {
        var events = Json("infra/messaging.json").GetProperty("blobEvents");

        Assert.Equal(1, events.GetArrayLength());
        Assert.Equal((ContainerNames.Quarantine, Topics.JudgeAttachment), (events[0].GetProperty("container").GetString(), events[0].GetProperty("queue").GetString()));
        Assert.Empty(TemplateRules.News(Template.Of(deployment), events[0]));
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Browsers_reach_the_quarantine_and_no_other_account(string deployment)
    {
        Assert.Equal(2, Template.Of(deployment).Of("Microsoft.Storage/storageAccounts").Count());
        Assert.Empty(TemplateRules.Doors(Template.Of(deployment), ContainerNames.Quarantine));
    }

    /// <summary>What is said when a file could not be scanned is what the alert looks for.</summary>
    [Fact]
    public void The_alert_on_files_that_were_not_scanned_looks_for_what_the_code_says()
    {
        var query = Template.Of("prod").Of("Microsoft.Insights/scheduledQueryRules").Single(alert => alert.Name == "unscanned")
            .Json.GetProperty("properties").GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!;

        Assert.Contains($"Message = {query[query.IndexOf('"', StringComparison.Ordinal)..].TrimEnd('"')} {{", File.ReadAllText(
            Path.Combine(Bicep.Root, "functions", "EGov.Functions", "Features", "Forms", "JudgeAttachment", "JudgeAttachmentHandler.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void In_production_data_is_reached_through_private_endpoints()
    {
        var template = Template.Of("prod");

        Assert.Equal(
            ["blob", "blob", "namespace", "searchService", "table", "vault"],
            template.Of("Microsoft.Network/privateEndpoints")
                .Select(endpoint => endpoint.Json.GetProperty("properties").GetProperty("privateLinkServiceConnections")[0].GetProperty("properties").GetProperty("groupIds")[0].GetString())
                .Order(StringComparer.Ordinal));
        Assert.NotNull(template.Of("Microsoft.Web/sites").Single()["properties.virtualNetworkSubnetId"]);
    }

    [Fact]
    public void Every_table_and_container_that_the_code_names_is_provisioned_and_no_other()
    {
        var template = Template.Of("prod");

        Assert.Equal(TableNames.All.Order(StringComparer.Ordinal), template.Names("Microsoft.Storage/storageAccounts/tableServices/tables").Order(StringComparer.Ordinal));
        Assert.Equal(
            ContainerNames.All.Append("deployments").Order(StringComparer.Ordinal),
            template.Names("Microsoft.Storage/storageAccounts/blobServices/containers").Order(StringComparer.Ordinal));
    }

    /// <summary>Nobody, whatever their rights, changes or deletes what stands in the audit trail; it still grows.</summary>
    [Theory]
    [InlineData("dev", "1")]
    [InlineData("prod", "2557")]
    public void What_stands_in_the_audit_trail_stays(string size, string days)
    {
        var policy = Assert.Single(Template.Of(size).Of("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"));

        Assert.EndsWith("/audit/default", policy.Name, StringComparison.Ordinal);
        Assert.Equal((days, "true"), (policy["properties.immutabilityPeriodSinceCreationInDays"], policy["properties.allowProtectedAppendWrites"]));
    }

    [Fact]
    public void Every_queue_topic_subscription_and_filter_of_the_inventory_is_provisioned()
    {
        var template = Template.Of("prod");
        var messaging = Json("infra/messaging.json");
        var topics = messaging.GetProperty("topics").EnumerateArray().ToList();
        var subscriptions = topics.SelectMany(topic => topic.GetProperty("subscriptions").EnumerateArray(), (topic, one) => (Topic: Name(topic), One: one)).ToList();

        Assert.Equal(messaging.GetProperty("queues").EnumerateArray().Select(Name), template.Names("Microsoft.ServiceBus/namespaces/queues"));
        Assert.Equal(topics.Select(Name), template.Names("Microsoft.ServiceBus/namespaces/topics"));
        Assert.Equal(
            subscriptions.Select(one => (string?)$"{one.Topic}/{Name(one.One)} {(one.One.TryGetProperty("forwardTo", out var queue) ? queue.GetString() : null)}"),
            template.Of("Microsoft.ServiceBus/namespaces/topics/subscriptions").Select(one => $"{one.Name[(one.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]} {one["properties.forwardTo"]}"));
        Assert.Equal(
            subscriptions.Where(one => one.One.TryGetProperty("filter", out _)).Select(one => $"{one.Topic}/{Name(one.One)}/$Default {Bare(one.One.GetProperty("filter"))}"),
            template.Of("Microsoft.ServiceBus/namespaces/topics/subscriptions/rules")
                .Select(one => $"{one.Name[(one.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]} {Bare(one.Json.GetProperty("properties").GetProperty("correlationFilter").GetProperty("properties"))}"));
    }

    /// <summary>A key that nobody makes stops the function app at its start in the cloud, and nowhere else.</summary>
    [Fact]
    public void Every_key_that_the_code_asks_for_is_made_by_the_hook()
    {
        var keys = Json("infra/keys.json");
        var asked = Directory.EnumerateFiles(Path.Combine(Bicep.Root, "functions", "EGov.Functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => KeyCall().Matches(File.ReadAllText(file)))
            .Select(call => $"{call.Groups[1].Value} {call.Groups[2].Value}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.NotEmpty(asked);
        Assert.Equal(
            asked,
            Strings(keys, "keys").Select(key => $"Key {key}").Concat(Strings(keys, "signingKeys").Select(key => $"SigningKey {key}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_objectives_alert_can_ring() => Assert.Empty(TemplateRules.SilentAlerts(Json("infra/objectives.json")));

    /// <summary>Outputs of main.bicep that hooks and workflows ask for are there; what begins with EGOV_ is set by hand.</summary>
    [Fact]
    public void What_the_hooks_and_workflows_ask_for_is_an_output()
    {
        var outputs = OutputName().Matches(File.ReadAllText(Path.Combine(Bicep.Root, "infra", "main.bicep"))).Select(one => one.Groups[1].Value).ToHashSet();
        var hooks = Directory.EnumerateFiles(Path.Combine(Bicep.Root, "infra", "hooks"), "*.cs").Select(File.ReadAllText).ToList();
        var asked = hooks.SelectMany(hook => HookValue().Matches(hook)).Select(one => one.Groups[1].Value).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked.Where(name => !name.StartsWith("EGOV_", StringComparison.Ordinal)), name => Assert.Contains(name, outputs));
        Assert.All(outputs, name => Assert.Matches("^[A-Z][A-Z0-9_]*$", name));
    }

    private static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Bicep.Root, path))).RootElement;

    /// <summary>JSON without the blanks between its members.</summary>
    private static string Bare(JsonElement json) => JsonSerializer.Serialize(json);

    private static string? Name(JsonElement named) => named.GetProperty("name").GetString();

    private static IEnumerable<string> Strings(JsonElement root, string name) => root.GetProperty(name).EnumerateArray().Select(one => one.GetString()!);

    [GeneratedRegex("\\.(Key|SigningKey)(?:Versions)?\\(\"([a-z-]+)\"\\)")]
    private static partial Regex KeyCall();

    [GeneratedRegex("(?m)^output ([A-Za-z0-9_]+) ")]
    private static partial Regex OutputName();

    [GeneratedRegex("(?:Value|GetEnvironmentVariable)\\(\"([A-Z_]+)\"\\)")]
    private static partial Regex HookValue();
}
