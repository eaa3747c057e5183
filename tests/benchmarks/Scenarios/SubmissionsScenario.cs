using System.Diagnostics;
using Azure.Data.Tables;
using EGov.Benchmarks.Peers;
using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Accepted submissions a second over HTTP against inserts of the very same row by the bare SDK into the same Azurite. Before each
/// slice the bus and the tables that grow are empty; while ours works, its deliveries to inboxes and timelines go on beside it, which the bare SDK has not; how
/// long they go on after the last answer is told too. A single client leaves the machine idle between two writes, and an idle machine wakes slowly: so it is also
/// told what a bare write takes that is made no oftener than ours. Each number of clients has a stack of its own, warmed up: the host's code is compiled while it runs.
/// </summary>
internal sealed class SubmissionsScenario : IScenario
{
    private const int WarmingUp = 16;

    public string Name => "submissions";

    public string Question => "How many submissions a second are accepted, compared with bare writes of the same row?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var directus = options.Peers ? await Directus.StartAsync(progress, cancellation) : null;
        var comparisons = new List<Comparison>();
        var facts = new List<Fact>();
        foreach (var clients in options.Clients)
        {
            await using var stack = await LocalStack.StartAsync(cancellation: cancellation);
            var submissions = new Submissions(stack.Http, stack.ApiBase, Stacks.Form);
            var tokens = await stack.TokensAsync(cancellation);
            var raw = await RawInserts.LikeAsync(stack.ConnectionString, await submissions.AcceptedAsync(tokens[0], cancellation), cancellation);
            var behind = new List<double>();
            await SubmitAsync(WarmingUp, cancellation);
            List<Contender> contenders =
            [
                new("submissions over HTTP", async token =>
                {
                    await stack.ClearAsync(token);
                    var rate = await SubmitAsync(clients, token);
                    var clock = Stopwatch.StartNew();
                    await stack.SettleAsync(token);
                    behind.Add(clock.Elapsed.TotalMilliseconds);
                    return rate;
                }),
                new("bare SDK, same row", async token =>
                {
                    await stack.ClearAsync(token);
                    return await Load.RateAsync(clients, options.Slice, _ => raw.InsertAsync(token), token);
                }),
            ];
            if (directus is not null)
            {
                contenders.Add(new("Directus, same answers", async token =>
                {
                    await stack.SettleAsync(token);
                    return await Load.RateAsync(clients, options.Slice, _ => directus.PostAsync(token), token);
                }));
            }

            var comparison = await Rounds.RunAsync($"{clients} clients", "a second", contenders, options.Rounds, progress, cancellation);
            comparisons.Add(comparison);
            facts.AddRange(
                from ratio in comparison.Ratios
                select new Fact($"{comparison.Title}: {ratio.Name}", ratio.Median, "", ratio.Name.Contains("bare SDK", StringComparison.Ordinal) ? "0.5 or more" : "10 or more"));
            facts.Add(new Fact($"{comparison.Title}: until all is handed over, median", Series.Percentile(behind, 0.5), "ms after the slice"));
            if (clients == 1)
            {
                var ours = comparison.Series[0].Median;
                await stack.ClearAsync(cancellation);
                var seldom = await Load.PacedAsync(TimeSpan.FromSeconds(1 / ours), options.Slice, () => raw.InsertAsync(cancellation), cancellation);
                facts.Add(new Fact("a submission, mean", 1000 / ours, "ms"));
                facts.Add(new Fact("a bare write made no oftener, mean", seldom.Average(), "ms"));
                facts.Add(new Fact("a bare write back to back, mean", 1000 / comparison.Series[1].Median, "ms"));
            }

            if (clients == options.Clients[^1])
            {
                facts.Add(new Fact("request body", submissions.BodyLength, "bytes"));
                facts.Add(new Fact("row", raw.RowLength, "bytes as JSON"));
            }

            Task<double> SubmitAsync(int together, CancellationToken token) =>
                Load.RateAsync(together, options.Slice, client => submissions.AcceptedAsync(tokens[client % tokens.Length], token), token);
        }

        return new ScenarioResult(Name, Question, comparisons, facts, []);
    }

    /// <summary>Inserts copies of a submission's row, keys apart, into a table beside it.</summary>
    private sealed class RawInserts(TableClient table, TableEntity row, long length)
    {
        public long RowLength => length;

        public static async Task<RawInserts> LikeAsync(string connectionString, string reference, CancellationToken cancellation)
        {
            var tables = new TableServiceClient(connectionString);
            var key = reference.Replace("-", "", StringComparison.Ordinal);
            var row = (await tables.GetTableClient("Submissions").GetEntityAsync<TableEntity>(key[..2], key, cancellationToken: cancellation)).Value;
            var table = tables.GetTableClient("RawInserts");
            await table.CreateIfNotExistsAsync(cancellation);
            row.Remove("odata.etag");
            row.Remove("Timestamp");
            return new RawInserts(table, row, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(row.ToDictionary()).Length);
        }

        public Task<Azure.Response> InsertAsync(CancellationToken cancellation)
        {
            var key = Guid.NewGuid().ToString("N");
            return table.AddEntityAsync(new TableEntity(row.ToDictionary()) { PartitionKey = key[..2], RowKey = key }, cancellation);
        }
    }
}
