using System.Globalization;
using System.Text.Json;

namespace EGov.LocalRuntime.Hosting;

/// <summary>The settings this runtime honours out of the repository's one host.json; the defaults are the Functions host's.</summary>
internal sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public TimeSpan FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public int MaxConcurrentCalls { get; init; } = 16;

    public int MaxConcurrentSessions { get; init; } = 8;

    public int PrefetchCount { get; init; }

    public int MaxMessageBatchSize { get; init; } = 1000;

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    public bool AutoCompleteMessages { get; init; } = true;

    public static HostJson Read(string path)
    {
        using var json = JsonDocument.Parse(
            File.Exists(path) ? File.ReadAllText(path) : "{}", new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var defaults = new HostJson();
        var bus = At(json.RootElement, "extensions", "serviceBus");
        return new HostJson
        {
            RoutePrefix = At(json.RootElement, "extensions", "http", "routePrefix")?.GetString() ?? defaults.RoutePrefix,
            FunctionTimeout = Span(At(json.RootElement, "functionTimeout")) ?? defaults.FunctionTimeout,
            MaxConcurrentCalls = At(bus, "maxConcurrentCalls")?.GetInt32() ?? defaults.MaxConcurrentCalls,
            MaxConcurrentSessions = At(bus, "maxConcurrentSessions")?.GetInt32() ?? defaults.MaxConcurrentSessions,
            PrefetchCount = At(bus, "prefetchCount")?.GetInt32() ?? defaults.PrefetchCount,
            MaxMessageBatchSize = At(bus, "maxMessageBatchSize")?.GetInt32() ?? defaults.MaxMessageBatchSize,
            MaxAutoLockRenewalDuration = Span(At(bus, "maxAutoLockRenewalDuration")) ?? defaults.MaxAutoLockRenewalDuration,
            AutoCompleteMessages = At(bus, "autoCompleteMessages")?.GetBoolean() ?? defaults.AutoCompleteMessages,
        };
    }

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
