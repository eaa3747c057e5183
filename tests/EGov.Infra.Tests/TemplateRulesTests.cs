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

    private static Template With(params string[] resources) => Template.Read(
        $$"""{"predictedResources":[{{string.Join(',', resources.Select(one => one.Contains("\"id\"", StringComparison.Ordinal) ? one : one.Insert(1, $"\"id\":\"{Account}\",")))}}]}""");
}
