using System.Globalization;
using System.Text.Json;

namespace EGov.Infra.Tests;

/// <summary>What every template must hold. Each rule answers with what breaks it.</summary>
internal static class TemplateRules
{
    /// <summary>Types that can say what happens in them, and therefore must.</summary>
    private static readonly string[] s_diagnosable =
    [
        "Microsoft.Storage/storageAccounts",
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.ServiceBus/namespaces",
        "Microsoft.EventGrid/topics",
        "Microsoft.EventGrid/systemTopics",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Search/searchServices",
        "Microsoft.Web/sites",
    ];

    /// <summary>What a resource of a type must say, by path.</summary>
    private static readonly (string Type, string Path, string Value)[] s_closed =
    [
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        ("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ("Microsoft.Storage/storageAccounts/blobServices", "properties.deleteRetentionPolicy.enabled", "true"),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "None"),
        ("Microsoft.EventGrid/topics", "properties.disableLocalAuth", "true"),
        ("Microsoft.EventGrid/topics", "properties.minimumTlsVersionAllowed", "1.2"),
        ("Microsoft.EventGrid/topics", "identity.type", "SystemAssigned"),
        ("Microsoft.EventGrid/systemTopics", "identity.type", "SystemAssigned"),
        ("Microsoft.ServiceBus/namespaces", "properties.disableLocalAuth", "true"),
        ("Microsoft.ServiceBus/namespaces", "properties.minimumTlsVersion", "1.2"),
        ("Microsoft.ServiceBus/namespaces/queues", "properties.deadLetteringOnMessageExpiration", "true"),
        ("Microsoft.ServiceBus/namespaces/topics/subscriptions", "properties.deadLetteringOnMessageExpiration", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true"),
        ("Microsoft.Search/searchServices", "properties.disableLocalAuth", "true"),
        ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ("Microsoft.Web/sites", "properties.httpsOnly", "true"),
        ("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2"),
        ("Microsoft.Web/sites", "identity.type", "UserAssigned"),
        ("Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity"),
        ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.name", "dotnet-isolated"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false"),
    ];

    private const string Containers = "Microsoft.Storage/storageAccounts/blobServices/containers";

    /// <summary>Settings that Flex Consumption does not take.</summary>
    private static readonly string[] s_refused = ["FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_TIME_ZONE"];

    public static IEnumerable<string> Closed(Template template) =>
        from rule in s_closed
        from resource in template.Of(rule.Type)
        where resource[rule.Path] != rule.Value
        select $"{resource.Name}: {rule.Path} is {resource[rule.Path] ?? "absent"}, not {rule.Value}";

    /// <summary>A rule about a type that no template has would hold for ever.</summary>
    public static IEnumerable<string> Unmet(params IReadOnlyCollection<Template> templates) => s_closed.Select(rule => rule.Type).Concat(s_diagnosable).Distinct()
        .Where(type => !templates.Any(template => template.Of(type).Any()))
        .Select(type => $"there is no {type}");

    /// <summary>
    /// Somebody looks at attached files, and what that one has to say reaches the function that judges them: the app's settings, the account's
    /// scanning and the one subscription of Event Grid agree.
    /// </summary>
    /// <param name="events">Which container's events go to which queue, of messaging.json.</param>
    public static IEnumerable<string> News(Template template, JsonElement events)
    {
        var settings = template.Of("Microsoft.Web/sites/config").Single(one => one.Name.EndsWith("/appsettings", StringComparison.Ordinal));
        var byAccount = settings["properties.Malware__Verdicts"] == "account";
        var scanning = template.Of("Microsoft.Security/defenderForStorageSettings").Single();
        var (container, queue) = (events.GetProperty("container").GetString()!, events.GetProperty("queue").GetString()!);
        var account = AccountOf(template, container);
        if (byAccount == settings["properties.Malware__Clamd"] is { Length: > 0 })
        {
            yield return "not exactly one looks at attached files";
        }

        if (!scanning.Id.Contains($"/storageAccounts/{account}/", StringComparison.Ordinal))
        {
            yield return $"what is scanned is not {account}, which files are sent to";
        }

        if (byAccount != (scanning["properties.malwareScanning.onUpload.isEnabled"] == "true"))
        {
            yield return "the account scans where nobody asks it, or does not where it is asked";
        }

        var (type, what, subject) = byAccount
            ? ("Microsoft.EventGrid/topics", "Microsoft.Security.MalwareScanningResult", $"storageAccounts/{account}/containers/{container}/blobs/")
            : ("Microsoft.EventGrid/systemTopics", "Microsoft.Storage.BlobCreated", $"/blobServices/default/containers/{container}/blobs/");
        if (template.Of("Microsoft.EventGrid/topics", "Microsoft.EventGrid/systemTopics").ToList() is not [var topic] || topic.Type != type)
        {
            yield return $"there is not one topic, of {type}";
            yield break;
        }

        if (byAccount && scanning["properties.malwareScanning.scanResultsEventGridTopicResourceId"] != topic.Id)
        {
            yield return "the account's verdicts do not go to the topic";
        }

        if (template.Of($"{type}/eventSubscriptions").ToList() is not [var subscription] || !subscription.Name.StartsWith($"{topic.Name}/", StringComparison.Ordinal))
        {
            yield return "there is not one subscription to the topic";
            yield break;
        }

        const string delivery = "properties.deliveryWithResourceIdentity";
        var to = subscription[$"{delivery}.destination.properties.resourceId"] ?? "nowhere";
        foreach (var (path, value) in new[]
        {
            ("properties.filter.includedEventTypes", $"[\"{what}\"]"),
            ("properties.filter.subjectBeginsWith", subject),
            ("properties.eventDeliverySchema", "EventGridSchema"),
            ($"{delivery}.identity.type", "SystemAssigned"),
            ($"{delivery}.destination.endpointType", "ServiceBusQueue"),
        })
        {
            if (Bare(subscription[path]) != value)
            {
                yield return $"the subscription's {path} is {subscription[path] ?? "absent"}, not {value}";
            }
        }

        if (!template.Of("Microsoft.ServiceBus/namespaces/queues").Any(one => one.Id == to && one.Name.EndsWith($"/{queue}", StringComparison.Ordinal)))
        {
            yield return $"the subscription does not deliver to {queue}";
        }

        if (!template.Of("Microsoft.Authorization/roleAssignments").Any(right => right.Id.StartsWith($"{to}/providers/", StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"nobody may send to {queue} but who may send to every queue";
        }
    }

    /// <summary>
    /// Pages of a browser may write to one account, which nobody's network closes and which holds the quarantine alone; every other is closed to them, and in a
    /// private network to everybody outside it.
    /// </summary>
    /// <param name="quarantine">The container that browsers send files to.</param>
    public static IEnumerable<string> Doors(Template template, string quarantine)
    {
        var isPrivate = template.Of("Microsoft.Network/privateEndpoints").Any();
        foreach (var account in template.Of("Microsoft.Storage/storageAccounts"))
        {
            var isQuarantine = account.Name == AccountOf(template, quarantine);
            if (isQuarantine && template.Of(Containers).Count(one => one.Name.StartsWith($"{account.Name}/", StringComparison.Ordinal)) > 1)
            {
                yield return $"{account.Name} holds more than {quarantine}";
            }

            var blobs = template.Of("Microsoft.Storage/storageAccounts/blobServices").Single(one => one.Name == $"{account.Name}/default");
            var isForPages = Bare(blobs["properties.cors.corsRules"]) is not (null or "[]");
            if (isForPages != isQuarantine)
            {
                yield return $"pages {(isForPages ? "can" : "cannot")} write to {account.Name}";
            }

            var open = account["properties.networkAcls.defaultAction"] == "Allow";
            if (open != (isQuarantine || !isPrivate))
            {
                yield return $"{account.Name} is {(open ? "open" : "closed")} to the internet";
            }
        }
    }

    private static string AccountOf(Template template, string container) =>
        template.Of(Containers).Single(one => one.Name.EndsWith($"/{container}", StringComparison.Ordinal)).Name.Split('/')[0];

    private static string? Bare(string? json) => json?.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    public static IEnumerable<string> Undiagnosed(Template template) => template.Of(s_diagnosable)
        .Where(resource => !template.Of("Microsoft.Insights/diagnosticSettings")
            .Any(settings => settings.Id.StartsWith($"{resource.Id}/providers/Microsoft.Insights/", StringComparison.OrdinalIgnoreCase)
                && settings["properties.workspaceId"] is { Length: > 0 }))
        .Select(resource => $"nobody hears what happens in {resource.Name}");

    public static IEnumerable<string> UnexplainedRights(Template template) => template.Of("Microsoft.Authorization/roleAssignments")
        .Where(right => right["properties.description"] is not { Length: > 20 })
        .Select(right => $"the role assignment {right.Id} does not say why");

    public static IEnumerable<string> Keys(Template template) =>
        new[] { "listKeys(", "listAccountSas", "listServiceSas", "AccountKey=", "SharedAccessKey" }
            .Where(word => template.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(word => $"the template says {word}");

    public static IEnumerable<string> RefusedSettings(Template template) =>
        from settings in template.Of("Microsoft.Web/sites/config")
        from name in s_refused
        where settings.Json.GetProperty("properties").TryGetProperty(name, out _)
        select $"{name} is set";

    public static IEnumerable<string> Untagged(Template template) => template.Resources
        .Where(resource => resource.Json.TryGetProperty("location", out _) && resource["tags.azd-env-name"] is not { Length: > 0 })
        .Select(resource => $"{resource.Name} does not say which environment it belongs to");

    /// <summary>An alert whose threshold no error rate can reach never rings.</summary>
    public static IEnumerable<string> SilentAlerts(JsonElement objectives) =>
        from objective in objectives.GetProperty("objectives").EnumerateArray()
        let allowed = 1 - decimal.Parse(objective.GetProperty("target").GetString()!, CultureInfo.InvariantCulture)
        from rate in objective.GetProperty("burn").EnumerateObject()
        where rate.Value.GetInt32() * allowed >= 1
        select $"{objective.GetProperty("id")}: a budget cannot burn {rate.Value} times too fast";
}
