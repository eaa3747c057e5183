using Azure.Data.Tables;
using EGov.Benchmarks.Peers;
using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Accepted submissions a second over HTTP against inserts of the very same row by the bare SDK into the same Azurite. Before each
/// slice the bus is empty; while ours works, its deliveries to inboxes and timelines go on beside it, which the bare SDK has not.
/// </summary>
internal sealed class SubmissionsScenario : IScenario
{
    public string Name => "submissions";

    public string Question => "How many submissions a second are accepted, compared with bare writes of the same row?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(cancellation: cancellation);
        await using var directus = options.Peers ? await Directus.StartAsync(stack.Folder, progress, cancellation) : null;
        var submissions = new Submissions(stack.Http, stack.ApiBase, Stacks.Form);
        var tokens = await stack.TokensAsync(cancellation);
        var raw = await RawInserts.LikeAsync(stack.ConnectionString, await submissions.AcceptedAsync(tokens[0], cancellation), cancellation);

        var comparisons = new List<Comparison>();
        foreach (var clients in options.Clients)
        {
            List<Contender> contenders =
            [
                new("submissions over HTTP", async token =>
                {
                    await stack.SettleAsync(token);
                    return await Load.RateAsync(clients, options.Slice, client => submissions.AcceptedAsync(tokens[client % tokens.Length], token), token);
                }),
                new("bare SDK, same row", async token =>
                {
                    await stack.SettleAsync(token);
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

            comparisons.Add(await Rounds.RunAsync($"{clients} clients", "a second", contenders, options.Rounds, progress, cancellation));
        }

        return new ScenarioResult(
            Name,
            Question,
            comparisons,
            [
                .. from comparison in comparisons
                   from ratio in comparison.Ratios
                   select new Fact($"{comparison.Title}: {ratio.Name}", ratio.Median, "", ratio.Name.Contains("bare SDK", StringComparison.Ordinal) ? "0.5 or more" : "10 or more"),
                new Fact("request body", submissions.BodyLength, "bytes"),
                new Fact("row", raw.RowLength, "bytes as JSON"),
            ],
            []);
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
