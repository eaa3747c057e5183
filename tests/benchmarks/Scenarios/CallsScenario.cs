using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>Counts the requests to storage by a policy in the Azure SDK's pipeline, by the function that waits for them.</summary>
internal sealed class CallsScenario : IScenario
{
    private const int Submitted = 300;
    private const int Clients = 16;

    public string Name => "calls";

    public string Question => "How many storage calls does a submission wait for, and how many follow in the background?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(
            new LocalStackOptions { HostSettings = new Dictionary<string, string?> { ["Storage:Count"] = "true" } }, cancellation);
        var submissions = new Submissions(stack.Http, stack.ApiBase, Stacks.Form);
        var tokens = await stack.TokensAsync(cancellation);
        await Parallel.ForAsync(
            0,
            Submitted,
            new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = cancellation },
            async (i, token) => await submissions.AcceptedAsync(tokens[i % tokens.Length], token));
        await stack.SettleAsync(cancellation);

        var counted = (await stack.Http.GetFromJsonAsync<JsonElement>(new Uri(stack.AdminBase, "storage-calls"), cancellation)).GetProperty("byFunction");
        var facts = counted.EnumerateObject()
            .Select(function => (function.Name, Calls: function.Value.GetProperty("calls").GetInt64(), Runs: function.Value.GetProperty("invocations").GetInt64()))
            .OrderByDescending(function => function.Calls)
            .ToList();
        var (_, calls, runs) = facts.Single(function => function.Name == "SubmitForm");
        return new ScenarioResult(
            Name,
            Question,
            [],
            [
                .. facts.Select(function => new Fact(
                    $"{function.Name}: calls for {function.Runs.ToString(CultureInfo.InvariantCulture)} runs",
                    function.Calls,
                    "",
                    function.Name == "SubmitForm" ? $"exactly {Submitted}" : null)),
                new Fact("all calls per accepted submission", facts.Where(function => function.Runs > 0).Sum(function => function.Calls) / (double)Submitted, ""),
            ],
            calls == Submitted && runs == Submitted ? [] : [$"{Submitted} submissions ran SubmitForm {runs} times and waited for {calls} storage calls; each should wait for exactly one"]);
    }
}
