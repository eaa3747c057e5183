using System.Globalization;
using System.Text.Json;

namespace EGov.LocalRuntime.Hosting;

/// <summary>The settings this runtime honours out of the repository's one host.json; the defaults are the Functions host's.</summary>
internal sealed record HostJson
{
    private static readonly TimeSpan s_longestBatchWait = TimeSpan.FromSeconds(150);

    public string RoutePrefix { get; init; } = "api";

    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public int MaxConcurrentCalls { get; init; } = 16;

    public int MaxConcurrentSessions { get; init; } = 8;

    public int MaxMessageBatchSize { get; init; } = 1000;

    public int MinMessageBatchSize { get; init; } = 1;

    /// <summary>How long a batch waits to become <see cref="MinMessageBatchSize"/>; then it comes as it is.</summary>
    public TimeSpan MaxBatchWaitTime { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    public bool AutoCompleteMessages { get; init; } = true;

    /// <exception cref="InvalidDataException">It asks for batches that no host makes.</exception>
    public static HostJson Read(string path)
    {
        using var json = JsonDocument.Parse(
            File.Exists(path) ? File.ReadAllText(path) : "{}", new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var defaults = new HostJson();
        var bus = At(json.RootElement, "extensions", "serviceBus");
        return Checked(new HostJson
        {
            RoutePrefix = At(json.RootElement, "extensions", "http", "routePrefix")?.GetString() ?? defaults.RoutePrefix,
            FunctionTimeout = Span(At(json.RootElement, "functionTimeout")) ?? defaults.FunctionTimeout,
            MaxConcurrentCalls = At(bus, "maxConcurrentCalls")?.GetInt32() ?? defaults.MaxConcurrentCalls,
            MaxConcurrentSessions = At(bus, "maxConcurrentSessions")?.GetInt32() ?? defaults.MaxConcurrentSessions,
            MaxMessageBatchSize = At(bus, "maxMessageBatchSize")?.GetInt32() ?? defaults.MaxMessageBatchSize,
            MinMessageBatchSize = At(bus, "minMessageBatchSize")?.GetInt32() ?? defaults.MinMessageBatchSize,
            MaxBatchWaitTime = Span(At(bus, "maxBatchWaitTime")) ?? defaults.MaxBatchWaitTime,
            MaxAutoLockRenewalDuration = Span(At(bus, "maxAutoLockRenewalDuration")) ?? defaults.MaxAutoLockRenewalDuration,
            AutoCompleteMessages = At(bus, "autoCompleteMessages")?.GetBoolean() ?? defaults.AutoCompleteMessages,
        });
    }

    /// <summary>The limits that the Functions host's Service Bus extension sets.</summary>
    private static HostJson Checked(HostJson host) =>
        host.MinMessageBatchSize > host.MaxMessageBatchSize
            ? throw new InvalidDataException("host.json: minMessageBatchSize is greater than maxMessageBatchSize.")
            : host.MaxBatchWaitTime > s_longestBatchWait
                ? throw new InvalidDataException("host.json: maxBatchWaitTime is longer than two and a half minutes, half of the longest lock.")
                : host;

    private static JsonElement? At(JsonElement? json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            json = json is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var child) ? child : null;
        }

        return json;
    }

    /// <summary>A negative span means no limit, as in Azure.</summary>
    private static TimeSpan? Span(JsonElement? json) => json?.GetString() is not { } text
        ? null
        : TimeSpan.Parse(text, CultureInfo.InvariantCulture) is var span && span < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : span;
}
