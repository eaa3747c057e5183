using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Telemetry;

/// <summary>A span that has ended. What it is tagged with are references and names, as in whatever else is sent or logged.</summary>
internal sealed record EndedSpan(
    string TraceId,
    string SpanId,
    string? ParentId,
    string Source,
    string Name,
    string Kind,
    DateTimeOffset Start,
    double Milliseconds,
    bool Failed,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> Links);

/// <summary>A trace as far as it is remembered.</summary>
/// <param name="Name">Of the span that began it, or of the earliest that is still remembered.</param>
internal sealed record TraceLine(string TraceId, string Name, DateTimeOffset Start, double Milliseconds, int Spans, bool Failed);

/// <summary>
/// Remembers the last spans of this process, for whoever looks at what just happened. It decides nothing: it sees what the application's own
/// sampling keeps.
/// </summary>
internal sealed class RecentTraces : IHostedService, IDisposable
{
    private const int Most = 5000;

    private readonly ConcurrentQueue<EndedSpan> _spans = new();
    private readonly ActivityListener _listener;

    public RecentTraces() => _listener = new ActivityListener
    {
        // What has no source is what clients do beneath the calls that they tell of.
        ShouldListenTo = source => source.Name.Length > 0,
        ActivityStopped = Remember,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<TraceLine> Latest(int most) =>
    [
        .. (from span in _spans
            group span by span.TraceId into trace
            let first = trace.MinBy(span => span.Start)!
            let end = trace.Max(span => span.Start.AddMilliseconds(span.Milliseconds))
            orderby first.Start descending
            select new TraceLine(trace.Key, first.Name, first.Start, (end - first.Start).TotalMilliseconds, trace.Count(), trace.Any(span => span.Failed)))
            .Take(most),
    ];

    /// <summary>A trace's spans in the order in which they began.</summary>
    public IReadOnlyList<EndedSpan> Of(string traceId) => [.. _spans.Where(span => span.TraceId == traceId).OrderBy(span => span.Start)];

    public void Dispose() => _listener.Dispose();

    private void Remember(Activity span)
    {
        if (!span.Recorded)
        {
            return;
        }

        _spans.Enqueue(new EndedSpan(
            span.TraceId.ToHexString(),
            span.SpanId.ToHexString(),
            span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(),
            span.Source.Name,
            span.DisplayName,
            span.Kind.ToString(),
            span.StartTimeUtc,
            span.Duration.TotalMilliseconds,
            span.Status is ActivityStatusCode.Error,
            span.TagObjects.Where(tag => tag.Value is not null).ToDictionary(tag => tag.Key, tag => $"{tag.Value}"),
            [.. span.Links.Select(link => link.Context.TraceId.ToHexString())]));
        while (_spans.Count > Most)
        {
            _spans.TryDequeue(out _);
        }
    }
}
