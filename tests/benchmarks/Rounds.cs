using EGov.Benchmarks.Reports;

namespace EGov.Benchmarks;

/// <summary>
/// Measures contenders in turn, round after round, each round in the opposite order of the one before: whatever else the machine
/// does hits all of them, and the ratio within a round says more than any figure by itself.
/// </summary>
internal static class Rounds
{
    /// <param name="contenders">Ours first; the others are what it is compared with.</param>
    public static async Task<Comparison> RunAsync(
        string title,
        string unit,
        IReadOnlyList<Contender> contenders,
        int rounds,
        TextWriter progress,
        CancellationToken cancellation)
    {
        var values = contenders.ToDictionary(contender => contender.Name, _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var contender in round % 2 == 0 ? contenders : contenders.Reverse())
            {
                var value = await contender.MeasureAsync(cancellation);
                if (round > 0)
                {
                    values[contender.Name].Add(value);
                }

                await progress.WriteLineAsync(FormattableString.Invariant($"{title}, {(round == 0 ? "warm-up" : $"round {round}")}: {contender.Name} {value:0.0} {unit}"));
            }
        }

        return new Comparison(title, unit, [.. contenders.Select(contender => new Series(contender.Name, values[contender.Name]))]);
    }
}

/// <param name="MeasureAsync">One round's figure.</param>
internal sealed record Contender(string Name, Func<CancellationToken, Task<double>> MeasureAsync);
