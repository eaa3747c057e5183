using System.Globalization;
using System.Text.Json;
using EGov.Crash.Histories;

namespace EGov.Crash;

/// <summary>What came of a run.</summary>
/// <param name="Calls">Requests sent, tries again included.</param>
/// <param name="Unknown">Requests without an answer that settles anything.</param>
/// <param name="MedianStartMilliseconds">From the start of the process until it answers.</param>
internal sealed record CrashReport(
    string Scenario,
    int Seed,
    double FaultRate,
    int Kills,
    int Outages,
    double OutageSeconds,
    int Calls,
    int Accepted,
    int Refused,
    int Unknown,
    double MedianStartMilliseconds,
    double Seconds,
    IReadOnlyList<string> Facts,
    IReadOnlyList<string> Complaints)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static CrashReport Of(
        ICrashScenario scenario,
        CrashOptions options,
        IReadOnlyList<HistoryEntry> history,
        Killer killer,
        Outages outages,
        TimeSpan elapsed,
        CrashFindings findings) => new(
            scenario.Name,
            options.Seed,
            options.FaultRate,
            killer.Kills,
            outages.Count,
            outages.Lasted.TotalSeconds,
            history.Count(entry => entry.Kind is HistoryKind.Invoked),
            history.Where(entry => entry.Kind is HistoryKind.Accepted).Select(entry => entry.Key).Distinct().Count(),
            history.Where(entry => entry.Kind is HistoryKind.Refused).Select(entry => entry.Key).Distinct().Count(),
            history.Count(entry => entry.Kind is HistoryKind.Unknown),
            killer.Starts.Count == 0 ? 0 : killer.Starts.Order().ElementAt(killer.Starts.Count / 2),
            elapsed.TotalSeconds,
            findings.Facts,
            findings.Complaints);

    public Task SaveAsync(string path, CancellationToken cancellation) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, s_json), cancellation);

    public void Write(TextWriter to, string promise)
    {
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | crash test | seed | faults | outages | kills | calls | accepted | refused | without an answer | start, median | took | complaints |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            | {Scenario} | {Seed} | {FaultRate:P0} | {Outages} of {OutageSeconds:0} s | {Kills} | {Calls} | {Accepted} | {Refused} | {Unknown} | {MedianStartMilliseconds:0} ms | {Seconds:0} s | {Complaints.Count} |
            """));
        foreach (var fact in Facts)
        {
            to.WriteLine($"{fact}.");
        }

        to.WriteLine(Complaints.Count == 0 ? $"Held: {promise}" : $"Broken: {promise}");
        foreach (var complaint in Complaints.Take(50))
        {
            to.WriteLine($"- {complaint}");
        }
    }
}
