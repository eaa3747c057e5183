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

    /// <summary>How long and how hard, where the command line does not say it.</summary>
    CrashOptions Usual { get; }

    /// <summary>Settings of the function app that the scenario needs.</summary>
    IReadOnlyDictionary<string, string?> HostSettings { get; }

    /// <summary>Sets the scene, before anybody does anything and before anything is killed.</summary>
    Task PrepareAsync(LocalStack stack, CrashOptions options, CancellationToken cancellation);

    /// <summary>One thing that a client does, from its beginning to its end. Only the client's chance and the attempt may decide, so that a seed replays it.</summary>
    Task ActAsync(LoadClient client, CrashAttempt attempt, CancellationToken cancellation);

    /// <summary>What one more client does when everything has come to rest and nothing is killed any more.</summary>
    Task FinishAsync(LoadClient client, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation);

    /// <summary>Compares what the clients were told with what is there, once everything has come to rest.</summary>
    Task<CrashFindings> CheckAsync(LocalStack stack, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation);
}

/// <param name="What">In the scenario's words.</param>
/// <param name="Who">A persona, or whoever else asks.</param>
public sealed record CrashOperation(string What, string Who);

/// <param name="Kind">Accepted, refused, or unknown.</param>
public sealed record CrashAnswer(HistoryKind Kind, string? Result = null, string? Detail = null);

/// <param name="Number">From 0.</param>
/// <param name="Progress">The part of the run's attempts that came before it; 0 when their number is open.</param>
public sealed record CrashAttempt(int Number, double Progress);

/// <param name="Complaints">A sentence for each broken promise; none when all hold.</param>
/// <param name="Facts">What else is worth knowing, a sentence without its end each.</param>
public sealed record CrashFindings(IReadOnlyList<string> Complaints, IReadOnlyList<string> Facts);
