using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.LocalRuntime.Faults;

/// <summary>
/// Counts the tries that storage sees, by the function that runs while they are made. What a function leaves to a background
/// worker is that worker's, counted as the host's: so the calls of an HTTP function are those its caller waits for.
/// </summary>
internal sealed class StorageCallCounts : HttpPipelineSynchronousPolicy
{
    /// <summary>Calls that no function makes: preparation and background workers.</summary>
    public const string Host = "(host)";

    private readonly AsyncLocal<string?> _running = new();
    private readonly ConcurrentDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Knows which function runs; stands outermost.</summary>
    public FunctionExecutionDelegate Around(FunctionExecutionDelegate next) => async context =>
    {
        _running.Value = context.FunctionDefinition.Name;
        Interlocked.Increment(ref Of(context.FunctionDefinition.Name).Invocations);
        await next(context);
    };

    public override void OnSendingRequest(HttpMessage message) =>
        Interlocked.Increment(ref Of(_running.Value ?? Host).Calls);

    public IReadOnlyDictionary<string, StorageCalls> ByFunction() =>
        _tallies.ToDictionary(tally => tally.Key, tally => new StorageCalls(Interlocked.Read(ref tally.Value.Calls), Interlocked.Read(ref tally.Value.Invocations)));

    private Tally Of(string function) => _tallies.GetOrAdd(function, _ => new Tally());

    private sealed class Tally
    {
        public long Calls;
        public long Invocations;
    }
}

/// <summary>How often a function ran, and how many requests it sent to storage altogether, retries included.</summary>
internal sealed record StorageCalls(long Calls, long Invocations);
