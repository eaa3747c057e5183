using EGov.Benchmarks.Reports;
using EGov.LocalRuntime.Bus;

namespace EGov.Benchmarks.Scenarios;

/// <summary>The local bus through one subscription, with next to nothing waiting and with a hundred thousand messages waiting.</summary>
internal sealed class BusScenario : IScenario
{
    private const int Shallow = 10;
    private const int Deep = 100_000;
    private const int Messages = 10_000;

    public string Name => "bus";

    public string Question => "How many messages a second pass one subscription of the local bus, and does a backlog slow it down?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        var latencies = new List<double>();
        var comparison = await Rounds.RunAsync(
            "sent and handled",
            "messages a second",
            [new($"{Deep} waiting", token => MeasureAsync(Deep, token)), new($"{Shallow} waiting", token => MeasureAsync(Shallow, token))],
            Math.Min(options.Rounds, 3),
            progress,
            cancellation);
        return new ScenarioResult(
            Name,
            Question,
            [comparison],
            [
                new Fact($"rate with {Deep} waiting / with {Shallow}", comparison.Ratios[0].Median, "", "about 1"),
                new Fact("one message, send to handler, idle, median", Series.Percentile(latencies, 0.5), "ms"),
            ],
            []);

        async Task<double> MeasureAsync(int backlog, CancellationToken token)
        {
            var folder = Directory.CreateTempSubdirectory("egov-bus-");
            try
            {
                var result = await BusThroughput.MeasureAsync(Path.Combine(folder.FullName, "bus.db"), backlog, Messages, token);
                latencies.Add(result.MedianLatencyMilliseconds);
                return result.SentAndHandledPerSecond;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
