using System.Text.Json;
using System.Xml;
using Azure.Messaging.ServiceBus;

namespace EGov.LocalRuntime.Bus;

/// <summary>A queue, or a subscription that keeps its own messages, with its limits.</summary>
/// <param name="Path">The queue's name, or <c>topic/subscription</c>.</param>
/// <param name="DuplicateWindow">How long a message id is remembered; null remembers none.</param>
/// <param name="ForwardTo">Where messages go instead of waiting here.</param>
internal sealed record Queue(
    string Path, TimeSpan LockDuration, int MaxDeliveryCount, TimeSpan? DuplicateWindow = null, string? ForwardTo = null);

/// <summary>A subscription takes what carries every application property of its filter; an empty filter takes all.</summary>
internal sealed record Subscription(Queue Queue, IReadOnlyDictionary<string, object> Filter)
{
    public bool Takes(IDictionary<string, object> properties) =>
        Filter.All(wanted => properties.TryGetValue(wanted.Key, out var value) && Same(wanted.Value, value));

    private static bool Same(object wanted, object value) =>
        wanted is double && value is int or long or double ? wanted.Equals(Convert.ToDouble(value, null)) : wanted.Equals(value);
}

internal sealed record Topic(string Name, TimeSpan? DuplicateWindow, IReadOnlyList<Subscription> Subscriptions);

/// <summary>Which queue is told of the blobs that are written in a container.</summary>
internal sealed record BlobEventRoute(string Container, string Queue);

/// <summary>The entities that messaging.json declares: the same file that Bicep loads.</summary>
internal sealed class Topology
{
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(1);
    private const int Deliveries = 10;

    public Topology(IEnumerable<Queue> queues, IEnumerable<Topic> topics, IEnumerable<BlobEventRoute>? blobEvents = null)
    {
        BlobEvents = [.. blobEvents ?? []];
        Topics = topics.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        Queues = queues.Concat(from topic in Topics.Values from subscription in topic.Subscriptions select subscription.Queue)
            .ToDictionary(q => q.Path, StringComparer.OrdinalIgnoreCase);
        foreach (var queue in Queues.Values)
        {
            FollowForwards(queue);
        }

        foreach (var events in BlobEvents)
        {
            Queue(events.Queue);
        }
    }

    public IReadOnlyDictionary<string, Queue> Queues { get; }

    public IReadOnlyDictionary<string, Topic> Topics { get; }

    public IReadOnlyList<BlobEventRoute> BlobEvents { get; }

    public static Topology Read(string path)
    {
        using var json = JsonDocument.Parse(File.Exists(path) ? File.ReadAllText(path) : "{}");
        return new(
            from queue in List(json.RootElement, "queues")
            select QueueOf(queue, Text(queue, "name")!),
            from topic in List(json.RootElement, "topics")
            let name = Text(topic, "name")!
            select new Topic(name, Span(topic, "duplicateDetectionWindow"),
            [
                .. from subscription in List(topic, "subscriptions")
                   select new Subscription(QueueOf(subscription, $"{name}/{Text(subscription, "name")}"), FilterOf(subscription)),
            ]),
            from events in List(json.RootElement, "blobEvents")
            select new BlobEventRoute(Text(events, "container")!, Text(events, "queue")!));
    }

    public Queue Queue(string path) => Queues.TryGetValue(path, out var queue) ? queue : throw Unknown(path);

    public static ServiceBusException Unknown(string path) =>
        new($"messaging.json declares no entity '{path}'.", ServiceBusFailureReason.MessagingEntityNotFound, path);

    private void FollowForwards(Queue queue)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var next = queue; next.ForwardTo is { } target; next = Queue(target))
        {
            if (!seen.Add(next.Path))
            {
                throw new InvalidDataException($"messaging.json forwards '{queue.Path}' in a circle.");
            }
        }
    }

    private static Queue QueueOf(JsonElement json, string path) => new(
        path,
        Span(json, "lockDuration") ?? s_lock,
        json.TryGetProperty("maxDeliveryCount", out var count) ? count.GetInt32() : Deliveries,
        Span(json, "duplicateDetectionWindow"),
        Text(json, "forwardTo"));

    private static Dictionary<string, object> FilterOf(JsonElement subscription) =>
        !subscription.TryGetProperty("filter", out var filter) || filter.ValueKind is JsonValueKind.Null
            ? []
            : filter.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => p.Value.GetBoolean(),
                JsonValueKind.Number => p.Value.GetDouble(),
                _ => (object)p.Value.GetString()!,
            });

    private static JsonElement[] List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static TimeSpan? Span(JsonElement json, string name) =>
        Text(json, name) is { } span ? XmlConvert.ToTimeSpan(span) : null;
}
