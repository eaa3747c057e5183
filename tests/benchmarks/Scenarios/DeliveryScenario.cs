using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Data.Tables;
using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Submits at a steady rate, whatever the answers take, and afterwards compares when each answer arrived at the client with when
/// the row was written into the department's inbox (the table service's own time stamp; one machine, one clock).
/// </summary>
internal sealed class DeliveryScenario : IScenario
{
    private const int PerSecond = 50;
    private const int Slices = 5;

    public string Name => "delivery";

    public string Question => $"How long after its answer is a submission in the department's inbox, at {PerSecond} a second?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(cancellation: cancellation);
        var submissions = new Submissions(stack.Http, stack.ApiBase, Stacks.Form);
        var tokens = await stack.TokensAsync(cancellation);
        await SendAsync(submissions, tokens, TimeSpan.FromSeconds(3), [], [], cancellation);
        await stack.SettleAsync(cancellation);

        var answeredAt = new ConcurrentDictionary<string, DateTimeOffset>();
        var answerTimes = new ConcurrentBag<double>();
        var lasting = options.Slice * Slices;
        await SendAsync(submissions, tokens, lasting, answeredAt, answerTimes, cancellation);
        await stack.SettleAsync(cancellation);
        var delays = await DelaysAsync(stack, answeredAt, cancellation);
        await progress.WriteLineAsync($"delivery: {delays.Count} submissions in {lasting.TotalSeconds} seconds");

        return new ScenarioResult(
            Name,
            Question,
            [],
            [
                new Fact("submissions", delays.Count, $"in {lasting.TotalSeconds} s"),
                new Fact("answer to inbox, p50", Series.Percentile(delays, 0.5), "ms", "under 100 ms"),
                new Fact("answer to inbox, p99", Series.Percentile(delays, 0.99), "ms", "under 1000 ms"),
                new Fact("answer to inbox, longest", delays.Max(), "ms"),
                new Fact("request to answer, p50", Series.Percentile(answerTimes, 0.5), "ms"),
                new Fact("request to answer, p99", Series.Percentile(answerTimes, 0.99), "ms"),
            ],
            delays.Count == answeredAt.Count ? [] : [$"{answeredAt.Count} were accepted and {delays.Count} delivered"]);
    }

    private static async Task SendAsync(
        Submissions submissions,
        string[] tokens,
        TimeSpan lasting,
        ConcurrentDictionary<string, DateTimeOffset> answeredAt,
        ConcurrentBag<double> answerTimes,
        CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var sent = new List<Task>();
        for (var i = 0; i < lasting.TotalSeconds * PerSecond; i++)
        {
            // Each has its moment; a late one does not move the next.
            var due = TimeSpan.FromSeconds((double)i / PerSecond) - clock.Elapsed;
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellation);
            }

            sent.Add(SendOneAsync(tokens[i % tokens.Length]));
        }

        await Task.WhenAll(sent);

        async Task SendOneAsync(string token)
        {
            var started = Stopwatch.GetTimestamp();
            var reference = await submissions.AcceptedAsync(token, cancellation);
            answeredAt[reference.Replace("-", "", StringComparison.Ordinal)] = DateTimeOffset.UtcNow;
            answerTimes.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>In milliseconds; one that was delivered before its answer arrived counts as 0.</summary>
    private static async Task<List<double>> DelaysAsync(
        LocalStack stack,
        ConcurrentDictionary<string, DateTimeOffset> answeredAt,
        CancellationToken cancellation)
    {
        var delays = new List<double>();
        var inboxes = new TableClient(stack.ConnectionString, "Inboxes");
        var items = inboxes.QueryAsync<TableEntity>("RowKey ge 'new|' and RowKey lt 'new~'", select: ["RowKey", "Timestamp"], cancellationToken: cancellation);
        await foreach (var item in items)
        {
            if (answeredAt.TryGetValue(item.RowKey[(item.RowKey.LastIndexOf('|') + 1)..], out var answered))
            {
                delays.Add(Math.Max(0, (item.Timestamp!.Value - answered).TotalMilliseconds));
            }
        }

        return delays;
    }
}
