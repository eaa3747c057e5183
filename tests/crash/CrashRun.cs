using System.Diagnostics;
using System.Globalization;
using EGov.Crash.Histories;
using EGov.Testing;

namespace EGov.Crash;

/// <summary>One run of one scenario: load and kills, rest, check.</summary>
internal static class CrashRun
{
    public static async Task<CrashReport> RunAsync(ICrashScenario scenario, CrashOptions options, TextWriter progress, CancellationToken cancellation)
    {
        var output = options.Output ?? RepositoryFolder.Path("artifacts", "crash");
        output = Path.Combine(output, $"{scenario.Name}-{options.Seed}");
        Directory.CreateDirectory(output);
        var settings = new Dictionary<string, string?>(scenario.HostSettings);
        if (options.FaultRate > 0)
        {
            settings["Storage:Faults"] = string.Create(CultureInfo.InvariantCulture, $"{options.Seed};{options.FaultRate}");
        }

        var clock = Stopwatch.StartNew();
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions { HostSettings = settings, LogFolder = output }, cancellation);
        using var history = new History(Path.Combine(output, "history.jsonl"));
        await scenario.PrepareAsync(stack, options, cancellation);
        var gate = new Gate();
        gate.Open();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var attempts = new Attempts(options.Attempts);
        var load = Task.WhenAll(Enumerable.Range(0, options.Clients)
            .Select(number => new LoadClient(number, options, stack, gate, history).RunAsync(scenario, attempts, enough.Token, cancellation)));

        using var outages = new Outages(options, stack);
        var killer = new Killer(options, stack, gate, attempts, outages);
        var away = outages.RunAsync(load, cancellation);
        await killer.RunAsync(
            load,
            kills =>
            {
                if (kills % 10 == 0)
                {
                    progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} {kills} kills, {history.Entries.Count} entries"));
                }
            },
            cancellation);
        await away;
        if (options.Attempts is null)
        {
            await enough.CancelAsync();
        }

        await load;
        progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} waiting for rest (a promise comes due 45 seconds after it was made)"));

        var restless = await Quiescence.WaitAsync(stack, cancellation);
        await scenario.FinishAsync(new LoadClient(options.Clients, options, stack, gate, history), history.Entries, cancellation);
        restless = [.. restless, .. await Quiescence.WaitAsync(stack, cancellation)];
        var findings = await scenario.CheckAsync(stack, history.Entries, cancellation);
        findings = findings with { Complaints = [.. restless, .. findings.Complaints] };
        var report = CrashReport.Of(scenario, options, history.Entries, killer, outages, clock.Elapsed, findings);
        await report.SaveAsync(Path.Combine(output, "report.json"), cancellation);
        return report;
    }
}
