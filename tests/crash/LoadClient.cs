using System.Globalization;
using EGov.Crash.Histories;
using EGov.Testing;

namespace EGov.Crash;

/// <summary>
/// A person at a browser: does one thing after another, and what got no answer again with the same key until it gets one.
/// Now and then it repeats what was answered already, as a double click does.
/// </summary>
internal sealed class LoadClient(int number, CrashOptions options, ICrashScenario scenario, LocalStack stack, Gate gate, History history)
{
    private static readonly TimeSpan s_longestThought = TimeSpan.FromMilliseconds(150);

    private readonly Random _random = new((options.Seed * 1009) + number);

    /// <summary>Starts nothing new after <paramref name="enough"/>; what is begun is brought to its end.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken cancellation)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var operation = scenario.Next(_random);
            var key = string.Create(CultureInfo.InvariantCulture, $"{options.Seed}-{number}-{i}");
            var twice = _random.Next(10) == 0;
            var thought = s_longestThought * _random.NextDouble();
            await SettleAsync(operation, key, cancellation);
            if (twice)
            {
                await SettleAsync(operation, key, cancellation);
            }

            await Task.Delay(thought, cancellation);
        }
    }

    private async Task SettleAsync(CrashOperation operation, string key, CancellationToken cancellation)
    {
        while (true)
        {
            await gate.PassAsync(cancellation);
            Note(HistoryKind.Invoked);
            var answer = await InvokeAsync(operation, key, cancellation);
            Note(answer.Kind, answer);
            if (answer.Kind is not HistoryKind.Unknown)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        void Note(HistoryKind kind, CrashAnswer? answer = null) =>
            history.Add(new HistoryEntry(DateTimeOffset.UtcNow, number, kind, key, operation.What, operation.Who, answer?.Result, answer?.Detail));
    }

    private async Task<CrashAnswer> InvokeAsync(CrashOperation operation, string key, CancellationToken cancellation)
    {
        try
        {
            return await scenario.InvokeAsync(stack, operation, key, cancellation);
        }
        catch (HttpRequestException broken)
        {
            return new CrashAnswer(HistoryKind.Unknown, Detail: $"{broken.HttpRequestError}");
        }
        catch (IOException broken)
        {
            // The host died in the middle of its answer's body.
            return new CrashAnswer(HistoryKind.Unknown, Detail: broken.GetType().Name);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CrashAnswer(HistoryKind.Unknown, Detail: "timed out");
        }
    }
}
