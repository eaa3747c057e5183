using EGov.Benchmarks.Reports;

namespace EGov.Benchmarks;

/// <summary>
/// Something worth measuring. To add one: implement this, list it in <see cref="Registry"/>; measure ours and what it is compared with
/// by <see cref="Rounds"/>, so that both meet the same machine.
/// </summary>
public interface IScenario
{
    /// <summary>One word for the command line.</summary>
    string Name { get; }

    /// <summary>What is asked, in one sentence.</summary>
    string Question { get; }

    Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation);
}
