using System.Text.Json;

namespace EGov.Infra.Tests;

/// <summary>Each rule is shown to find what breaks it.</summary>
public sealed class TemplateRulesTests
{
    private const string Account = "/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st1";

    [Fact]
    public void An_open_account_is_found() => Assert.Contains(
        "st1: properties.allowSharedKeyAccess is true, not false",
        TemplateRules.Closed(With("""{"type":"Microsoft.Storage/storageAccounts","name":"st1","properties":{"allowSharedKeyAccess":true}}""")));

    [Fact]
    public void A_missing_kind_of_resource_is_found() => Assert.Contains("there is no Microsoft.KeyVault/vaults", TemplateRules.Unmet(With()));

    [Fact]
    public void A_resource_without_diagnostics_is_found_and_one_with_them_is_not()
    {
        const string account = """{"type":"Microsoft.Storage/storageAccounts","name":"st1"}""";
        var settings = """{"id":"ACCOUNT/providers/Microsoft.Insights/diagnosticSettings/w","type":"Microsoft.Insights/diagnosticSettings","name":"w","properties":{"workspaceId":"w"}}"""
            .Replace("ACCOUNT", Account, StringComparison.Ordinal);

        Assert.Equal(["nobody hears what happens in st1"], TemplateRules.Undiagnosed(With(account)));
        Assert.Empty(TemplateRules.Undiagnosed(With(account, settings)));
    }

    [Fact]
    public void A_right_that_does_not_say_why_is_found() =>
        Assert.Single(TemplateRules.UnexplainedRights(With("""{"type":"Microsoft.Authorization/roleAssignments","name":"r","properties":{}}""")));

    [Fact]
    public void A_key_in_the_template_is_found() =>
        Assert.Equal(["the template says listKeys("], TemplateRules.Keys(With("""{"type":"t","name":"n","properties":{"x":"[listKeys('a')]"}}""")));

    [Fact]
    public void A_setting_that_the_plan_refuses_is_found() => Assert.Equal(
        ["WEBSITE_TIME_ZONE is set"],
        TemplateRules.RefusedSettings(With("""{"type":"Microsoft.Web/sites/config","name":"n","properties":{"WEBSITE_TIME_ZONE":"x"}}""")));

    [Fact]
    public void A_resource_without_its_tag_is_found() =>
        Assert.Equal(["n does not say which environment it belongs to"], TemplateRules.Untagged(With("""{"type":"t","name":"n","location":"eastasia"}""")));

    [Fact]
    public void An_alert_that_can_never_ring_is_found()
    {
        using var objectives = JsonDocument.Parse("""{"objectives":[{"id":"a","target":"0.90","burn":{"fast":14,"slow":2}}]}""");

        Assert.Equal(["a: a budget cannot burn 14 times too fast"], TemplateRules.SilentAlerts(objectives.RootElement));
    }

    private const string Topic = "/subscriptions/1/resourceGroups/g/providers/Microsoft.EventGrid/topics/t";
    private const string Queue = "/subscriptions/1/resourceGroups/g/providers/Microsoft.ServiceBus/namespaces/b/queues/judge-attachment";

    [Fact]
    public void Where_the_account_scans_and_its_verdicts_reach_the_queue_nothing_is_found() => Assert.Empty(TemplateRules.News(With(Wired()), Events));

    /// <summary>Each change breaks the chain from the blob to the queue in one place.</summary>
    [Theory]
    [InlineData("\"Malware__Verdicts\":\"account\"", "\"Malware__Verdicts\":\"\"", "not exactly one looks at attached files")]
    [InlineData("\"Malware__Clamd\":\"\"", "\"Malware__Clamd\":\"clamd:3310\"", "not exactly one looks at attached files")]
    [InlineData("\"isEnabled\":true", "\"isEnabled\":false", "the account scans where nobody asks it, or does not where it is asked")]
    [InlineData("\"scanResultsEventGridTopicResourceId\":\"/subscriptions", "\"x\":\"/subscriptions", "the account's verdicts do not go to the topic")]
    [InlineData("storageAccounts/st1/providers", "storageAccounts/st2/providers", "what is scanned is not st1, which files are sent to")]
    [InlineData("Microsoft.EventGrid/topics/eventSubscriptions", "Microsoft.EventGrid/topics/other", "there is not one subscription to the topic")]
    [InlineData("\"type\":\"Microsoft.EventGrid/topics\"", "\"type\":\"Microsoft.EventGrid/systemTopics\"", "there is not one topic, of Microsoft.EventGrid/topics")]
    [InlineData("MalwareScanningResult", "Other", "the subscription's properties.filter.includedEventTypes is [\"Microsoft.Security.Other\"], not [\"Microsoft.Security.MalwareScanningResult\"]")]
    [InlineData("containers/quarantine", "containers/vault", "the subscription's properties.filter.subjectBeginsWith is storageAccounts/st1/containers/vault/blobs/, not storageAccounts/st1/containers/quarantine/blobs/")]
    [InlineData("ServiceBusQueue", "WebHook", "the subscription's properties.deliveryWithResourceIdentity.destination.endpointType is WebHook, not ServiceBusQueue")]
    [InlineData("\"name\":\"b/judge-attachment\"", "\"name\":\"b/other\"", "the subscription does not deliver to judge-attachment")]
    [InlineData("judge-attachment/providers", "other/providers", "nobody may send to judge-attachment but who may send to every queue")]
    public void A_break_between_a_file_and_its_judge_is_found(string part, string broken, string found) =>
        Assert.Contains(found, TemplateRules.News(Broken(Wired(), part, broken), Events));

    [Fact]
    public void Where_browsers_reach_the_quarantine_alone_nothing_is_found() => Assert.Empty(TemplateRules.Doors(With(Doors()), "quarantine"));

    [Theory]
    [InlineData("st2/default/vault", "st1/default/vault", "st1 holds more than quarantine")]
    [InlineData("\"corsRules\":[]", "\"corsRules\":[{}]", "pages can write to st2")]
    [InlineData("\"corsRules\":[{ }]", "\"corsRules\":[]", "pages cannot write to st1")]
    [InlineData("\"defaultAction\":\"Allow\"", "\"defaultAction\":\"Deny\"", "st1 is closed to the internet")]
    [InlineData("\"defaultAction\":\"Deny\"", "\"defaultAction\":\"Allow\"", "st2 is open to the internet")]
    public void A_door_that_is_open_or_shut_where_it_should_not_be_is_found(string part, string broken, string found) =>
        Assert.Contains(found, TemplateRules.Doors(Broken(Doors(), part, broken), "quarantine"));

    private static string[] Doors() =>
    [
        """{"type":"Microsoft.Network/privateEndpoints","name":"p"}""",
        """{"type":"Microsoft.Storage/storageAccounts","name":"st1","properties":{"networkAcls":{"defaultAction":"Allow"}}}""",
        """{"type":"Microsoft.Storage/storageAccounts","name":"st2","properties":{"networkAcls":{"defaultAction":"Deny"}}}""",
        """{"type":"Microsoft.Storage/storageAccounts/blobServices","name":"st1/default","properties":{"cors":{"corsRules":[{ }]}}}""",
        """{"type":"Microsoft.Storage/storageAccounts/blobServices","name":"st2/default","properties":{"cors":{"corsRules":[]}}}""",
        """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","name":"st1/default/quarantine"}""",
        """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","name":"st2/default/vault"}""",
    ];

    private static JsonElement Events { get; } = JsonElement.Parse("""{"container":"quarantine","queue":"judge-attachment"}""");

    private static string[] Wired() => Array.ConvertAll<string, string>(
    [
        """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","name":"st1/default/quarantine"}""",
        """{"type":"Microsoft.Storage/storageAccounts/blobServices/containers","name":"st2/default/vault"}""",
        """{"type":"Microsoft.Web/sites/config","name":"app/appsettings","properties":{"Malware__Verdicts":"account","Malware__Clamd":""}}""",
        """{"id":"/subscriptions/1/storageAccounts/st1/providers/Microsoft.Security/defenderForStorageSettings/current","type":"Microsoft.Security/defenderForStorageSettings","name":"current","properties":{"malwareScanning":{"onUpload":{"isEnabled":true},"scanResultsEventGridTopicResourceId":"TOPIC"}}}""",
        """{"id":"TOPIC","type":"Microsoft.EventGrid/topics","name":"t"}""",
        """
        {"id":"TOPIC/eventSubscriptions/s","type":"Microsoft.EventGrid/topics/eventSubscriptions","name":"t/s","properties":{"eventDeliverySchema":"EventGridSchema",
        "filter":{"includedEventTypes":["Microsoft.Security.MalwareScanningResult"],"subjectBeginsWith":"storageAccounts/st1/containers/quarantine/blobs/"},
        "deliveryWithResourceIdentity":{"identity":{"type":"SystemAssigned"},"destination":{"endpointType":"ServiceBusQueue","properties":{"resourceId":"QUEUE"}}}}}
        """,
        """{"id":"QUEUE","type":"Microsoft.ServiceBus/namespaces/queues","name":"b/judge-attachment"}""",
        """{"id":"QUEUE/providers/Microsoft.Authorization/roleAssignments/r","type":"Microsoft.Authorization/roleAssignments","name":"r"}""",
    ], one => one.Replace("TOPIC", Topic, StringComparison.Ordinal).Replace("QUEUE", Queue, StringComparison.Ordinal));

    private static Template Broken(string[] resources, string part, string broken)
    {
        Assert.Contains(resources, one => one.Contains(part, StringComparison.Ordinal));
        return With([.. resources.Select(one => one.Replace(part, broken, StringComparison.Ordinal))]);
    }

    private static Template With(params string[] resources) => Template.Read(
        $$"""{"predictedResources":[{{string.Join(',', resources.Select(one => one.Contains("\"id\"", StringComparison.Ordinal) ? one : one.Insert(1, $"\"id\":\"{Account}\",")))}}]}""");
}
