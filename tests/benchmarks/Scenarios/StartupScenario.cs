using System.Diagnostics;
using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Starts the function app again and again beside a storage that is there already, as an instance is added to a service that runs; then looks
/// at what it keeps in memory, at rest and when it is busy.
/// </summary>
internal sealed class StartupScenario : IScenario
{
    private const int Clients = 16;
    private const double Goal = 2000;

    public string Name => "startup";

    public string Question => "How long after its process was started does an instance answer, and how much memory does it take?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(cancellation: cancellation);
        var (ready, first) = (new List<double>(), new List<double>());
        var token = await stack.TokenAsync("chan-tai-man", cancellation);
        for (var round = 0; round <= options.Rounds; round++)
        {
            await stack.Host.TerminateAsync(cancellation);
            var start = Stopwatch.GetTimestamp();
            await stack.Host.StartAsync(cancellation);
            var (isReady, answered) = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, await FirstAsync(stack, token, start, cancellation));
            await progress.WriteLineAsync(FormattableString.Invariant($"startup, {(round == 0 ? "warm-up" : $"round {round}")}: ready {isReady:0} ms, first submission {answered:0} ms"));
            if (round > 0)
            {
                ready.Add(isReady);
                first.Add(answered);
            }
        }

        await stack.SettleAsync(cancellation);
        var rest = Memory(stack);
        var busy = await BusyAsync(stack, options.Slice, cancellation);
        var median = Series.Percentile(ready, 0.5);
        return new ScenarioResult(
            Name,
            Question,
            [],
            [
                new Fact("process start to ready, median", median, "ms", $"under {Goal} ms"),
                new Fact("process start to ready, longest", ready.Max(), "ms"),
                new Fact("process start to the first submission's answer, median", Series.Percentile(first, 0.5), "ms"),
                new Fact("memory at rest", rest, "MB"),
                new Fact($"memory with {Clients} clients that submit, most", busy, "MB", "under 2048 MB, an instance's"),
            ],
            []);
    }

    private static async Task<double> FirstAsync(LocalStack stack, string token, long start, CancellationToken cancellation)
    {
        await new Submissions(stack.Http, stack.ApiBase, Stacks.Form).AcceptedAsync(token, cancellation);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<double> BusyAsync(LocalStack stack, TimeSpan slice, CancellationToken cancellation)
    {
        var submissions = new Submissions(stack.Http, stack.ApiBase, Stacks.Form);
        var tokens = await stack.TokensAsync(cancellation);
        var (most, start) = (0.0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            while (Stopwatch.GetElapsedTime(start) < slice)
            {
                await submissions.AcceptedAsync(tokens[client % tokens.Length], cancellation);
                if (client == 0)
                {
                    most = Math.Max(most, Memory(stack));
                }
            }
        }));
        return most;
    }

    /// <summary>What the system counts as the process's own, in megabytes.</summary>
    private static double Memory(LocalStack stack)
    {
        using var process = Process.GetProcessById(stack.Host.Id);
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }
}
