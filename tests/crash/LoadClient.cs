using System.Globalization;
using EGov.Crash.Histories;
using EGov.Testing;

namespace EGov.Crash;

/// <summary>A person at a browser: does one thing after another, and what got no answer again with the same key until it gets one.</summary>
public sealed class LoadClient
{
    private static readonly TimeSpan s_longestThought = TimeSpan.FromMilliseconds(150);

    private readonly int _number;
    private readonly int _seed;
    private readonly Gate _gate;
    private readonly History _history;
    private int _keys;

    internal LoadClient(int number, CrashOptions options, LocalStack stack, Gate gate, History history)
    {
        (_number, _seed, Stack, _gate, _history) = (number, options.Seed, stack, gate, history);
        Random = new Random((options.Seed * 1009) + number);
    }

    public LocalStack Stack { get; }

    /// <summary>This client's own, from the run's seed.</summary>
    public Random Random { get; }

    /// <summary>An Idempotency-Key that nobody has used.</summary>
    public string NextKey() => string.Create(CultureInfo.InvariantCulture, $"{_seed}-{_number}-{_keys++}");

    /// <summary>Starts nothing new after <paramref name="enough"/>; what is begun is brought to its end.</summary>
    internal async Task RunAsync(ICrashScenario scenario, Attempts attempts, CancellationToken enough, CancellationToken cancellation)
    {
        while (!enough.IsCancellationRequested && attempts.Next() is { } attempt)
        {
            await scenario.ActAsync(this, attempt, cancellation);
            await Task.Delay(s_longestThought * Random.NextDouble(), cancellation);
        }
    }

    /// <summary>Sends it, and again with the same key until an answer settles it; all of it goes into the history.</summary>
    /// <param name="send">Sends it once.</param>
    /// <param name="read">What its answer says.</param>
    public async Task<T> SettleAsync<T>(
        CrashOperation operation,
        string key,
        Func<CancellationToken, Task<T>> send,
        Func<T, CrashAnswer> read,
        CancellationToken cancellation)
    {
        while (true)
        {
            await _gate.PassAsync(cancellation);
            Note(new CrashAnswer(HistoryKind.Invoked));
            try
            {
                var answer = await send(cancellation);
                var said = read(answer);
                Note(said);
                if (said.Kind is not HistoryKind.Unknown)
                {
                    return answer;
                }
            }
            catch (HttpRequestException broken)
            {
                Note(new CrashAnswer(HistoryKind.Unknown, Detail: $"{broken.HttpRequestError}"));
            }
            catch (IOException broken)
            {
                // The host died in the middle of its answer's body.
                Note(new CrashAnswer(HistoryKind.Unknown, Detail: broken.GetType().Name));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                Note(new CrashAnswer(HistoryKind.Unknown, Detail: "timed out"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        void Note(CrashAnswer answer) => _history.Add(new HistoryEntry(
            DateTimeOffset.UtcNow, _number, answer.Kind, key, operation.What, operation.Who, answer.Result, answer.Detail));
    }
}
