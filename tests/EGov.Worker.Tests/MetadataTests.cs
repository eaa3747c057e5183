using System.Text.Json;

namespace EGov.Worker.Tests;

/// <summary>What Azure's host is told of the functions, as the worker's own build wrote it, is what was approved.</summary>
public sealed class MetadataTests
{
    [Fact]
    public async Task The_host_is_told_of_the_approved_functions_with_their_triggers()
    {
        var approved = await File.ReadAllLinesAsync(
            Path.Combine(DeployedApp.Repository, "tests", "EGov.Functions.Tests", "inventory.txt"), TestContext.Current.CancellationToken);

        Assert.Equal(
            approved.Select(line => string.Join(" | ", line.Split(" | ")[..3])).Order(StringComparer.Ordinal),
            Functions().Select(Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_message_trigger_names_the_connection_that_the_template_sets() => Assert.All(
        Functions().Select(Trigger).Where(trigger => Text(trigger, "type") == "serviceBusTrigger"),
        trigger => Assert.Equal("ServiceBus", Text(trigger, "connection")));

    [Fact]
    public void The_host_reads_the_same_host_json_as_the_local_runtime() => Assert.Equal(
        File.ReadAllText(Path.Combine(DeployedApp.Repository, "host.json")), File.ReadAllText(DeployedApp.Place("host.json")));

    private static List<JsonElement> Functions() => [.. JsonDocument.Parse(File.ReadAllText(DeployedApp.Place("functions.metadata"))).RootElement.EnumerateArray()];

    private static JsonElement Trigger(JsonElement function) =>
        function.GetProperty("bindings").EnumerateArray().Single(binding => Text(binding, "type")!.EndsWith("Trigger", StringComparison.Ordinal));

    private static string Line(JsonElement function)
    {
        var trigger = Trigger(function);
        var (kind, on) = Text(trigger, "type") switch
        {
            "httpTrigger" => ("http", $"{string.Join(',', trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant()))} {Text(trigger, "route")}"),
            "serviceBusTrigger" when Text(trigger, "queueName") is { } queue => ("queue", queue),
            "serviceBusTrigger" => ("topic", $"{Text(trigger, "topicName")}/{Text(trigger, "subscriptionName")}"),
            "timerTrigger" => ("timer", Text(trigger, "schedule")!),
            var other => (other!, ""),
        };
        return $"{Text(function, "name")} | {kind} | {on}";
    }

    private static string? Text(JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.GetString() : null;
}
