using EGov.Crash.Histories;
using EGov.Testing;

namespace EGov.Crash;

/// <summary>
/// A promise of the platform that has to hold however often it is killed. To add one: implement this, list it in
/// <see cref="CrashScenarios"/>, and show in a test that its checker complains of each way to break the promise.
/// </summary>
public interface ICrashScenario
{
    /// <summary>One word for the command line.</summary>
    string Name { get; }

    /// <summary>What is held, in one sentence.</summary>
    string Promise { get; }

    /// <summary>Settings of the function app that the scenario needs.</summary>
    IReadOnlyDictionary<string, string?> HostSettings { get; }

    /// <summary>The next thing that a client does. Only <paramref name="random"/> may decide, so that a seed replays it.</summary>
    CrashOperation Next(Random random);

    /// <summary>Does it, or does it again with the same key.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    Task<CrashAnswer> InvokeAsync(LocalStack stack, CrashOperation operation, string key, CancellationToken cancellation);

    /// <summary>Compares what the clients were told with what is there, once everything has come to rest.</summary>
    /// <returns>A sentence for each broken promise; none when all hold.</returns>
    Task<IReadOnlyList<string>> CheckAsync(LocalStack stack, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation);
}

/// <param name="What">In the scenario's words.</param>
/// <param name="Who">A persona.</param>
public sealed record CrashOperation(string What, string Who);

/// <param name="Kind">Accepted, refused, or unknown.</param>
public sealed record CrashAnswer(HistoryKind Kind, string? Result = null, string? Detail = null);
