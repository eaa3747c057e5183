using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What infra/messaging.json owes to the triggers, the constants and the departments. Each rule answers with what breaks it.</summary>
internal static class MessagingRules
{
    public static IEnumerable<string> Topology(
        JsonElement messaging,
        IReadOnlyList<ServiceBusTriggerAttribute> triggers,
        IReadOnlyCollection<string> constants,
        IEnumerable<string> departments)
    {
        var queues = Names(messaging, "queues");
        var topics = Names(messaging, "topics");
        var subscriptions = messaging.GetProperty("topics").EnumerateArray()
            .SelectMany(topic => topic.GetProperty("subscriptions").EnumerateArray(), (topic, subscription) => new Subscription(
                topic.GetProperty("name").GetString()!,
                subscription.GetProperty("name").GetString()!,
                subscription.TryGetProperty("forwardTo", out var queue) ? queue.GetString() : null,
                subscription.TryGetProperty("filter", out var filter) && filter.TryGetProperty("department", out var department) ? department.GetString() : null))
            .ToList();

        return
        [
            .. triggers.Where(trigger => trigger.QueueName is { } queue && !queues.Contains(queue))
                .Select(trigger => $"a function listens to the queue {trigger.QueueName}, which is not there"),
            .. triggers.Where(trigger => trigger.TopicName is { } topic && !subscriptions.Exists(one => one.Topic == topic && one.Name == trigger.SubscriptionName))
                .Select(trigger => $"a function listens to {trigger.TopicName}/{trigger.SubscriptionName}, which is not there"),
            .. queues.Where(queue => triggers.All(trigger => trigger.QueueName != queue)).Select(queue => $"nobody listens to the queue {queue}"),
            .. subscriptions.Where(one => one.ForwardTo is null && !triggers.Any(trigger => trigger.TopicName == one.Topic && trigger.SubscriptionName == one.Name))
                .Select(one => $"nobody listens to {one.Topic}/{one.Name}"),
            .. subscriptions.Where(one => one.ForwardTo is { } queue && !queues.Contains(queue))
                .Select(one => $"{one.Topic}/{one.Name} forwards to {one.ForwardTo}, which is not there"),
            .. BlobEvents(messaging).Where(queue => !queues.Contains(queue)).Select(queue => $"events of blobs go to {queue}, which is not there"),
            .. constants.Where(constant => !queues.Contains(constant) && !topics.Contains(constant)).Select(constant => $"{constant} is named in code and is not there"),
            .. queues.Concat(topics).Where(name => !constants.Contains(name)).Select(name => $"{name} is there and no code names it"),
            .. departments.Where(code => !subscriptions.Exists(one =>
                    one is { Topic: "submission-received", ForwardTo: "deliver-submission" } && one.Name == code && one.Department == code))
                .Select(code => $"what {code} is sent reaches no inbox"),
        ];
    }

    public static IReadOnlyList<ServiceBusTriggerAttribute> Triggers(IEnumerable<Type> types) =>
        [.. FunctionRules.Functions(types).Select(function => FunctionRules.Trigger(function.Method)).OfType<ServiceBusTriggerAttribute>()];

    public static IReadOnlyList<string> Constants(Type names) =>
        [.. names.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    private static IEnumerable<string> BlobEvents(JsonElement messaging) => messaging.TryGetProperty("blobEvents", out var events)
        ? events.EnumerateArray().Select(one => one.GetProperty("queue").GetString()!)
        : [];

    private static HashSet<string> Names(JsonElement messaging, string kind) =>
        [.. messaging.GetProperty(kind).EnumerateArray().Select(entity => entity.GetProperty("name").GetString()!)];

    private sealed record Subscription(string Topic, string Name, string? ForwardTo, string? Department);
}
