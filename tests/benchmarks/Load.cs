using System.Diagnostics;

namespace EGov.Benchmarks;

/// <summary>So many clients, each of which does one thing after another for a while.</summary>
internal static class Load
{
    /// <param name="act">One thing of one client.</param>
    /// <returns>Things done a second.</returns>
    public static async Task<double> RateAsync(int clients, TimeSpan slice, Func<int, Task> act, CancellationToken cancellation)
    {
        var done = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            await Task.Yield();
            while (clock.Elapsed < slice)
            {
                cancellation.ThrowIfCancellationRequested();
                await act(client);
                Interlocked.Increment(ref done);
            }
        }));
        return done / clock.Elapsed.TotalSeconds;
    }

    /// <summary>One client that begins something no oftener than each interval, and so lets the machine fall asleep between.</summary>
    /// <returns>How long each thing took, in milliseconds.</returns>
    public static async Task<IReadOnlyList<double>> PacedAsync(TimeSpan interval, TimeSpan slice, Func<Task> act, CancellationToken cancellation)
    {
        var took = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < slice)
        {
            var begun = Stopwatch.GetTimestamp();
            await act();
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (interval - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, cancellation);
            }
        }

        return took;
    }
}
