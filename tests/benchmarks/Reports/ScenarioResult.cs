using System.Text.Json.Serialization;

namespace EGov.Benchmarks.Reports;

/// <param name="Facts">Figures that are compared with nothing.</param>
/// <param name="Failures">What must hold on any machine, however busy, and did not.</param>
public sealed record ScenarioResult(
    string Name,
    string Question,
    IReadOnlyList<Comparison> Comparisons,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<string> Failures);

/// <param name="Series">Ours first.</param>
public sealed record Comparison(string Title, string Unit, IReadOnlyList<Series> Series)
{
    /// <summary>Ours divided by each of the others, round by round.</summary>
    public IReadOnlyList<Series> Ratios =>
        [.. Series.Skip(1).Select(other => new Series($"{Series[0].Name} / {other.Name}", [.. Series[0].Values.Zip(other.Values, (ours, theirs) => ours / theirs)]))];
}

/// <summary>One contender's figures, a round each.</summary>
public sealed record Series(string Name, IReadOnlyList<double> Values)
{
    public double Median => Percentile(Values, 0.5);

    public double Lowest => Values.Min();

    public double Highest => Values.Max();

    public static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToList();
        var place = part * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 < sorted.Count ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}

/// <param name="Goal">What it should be, in words; null where nothing is aimed at.</param>
public sealed record Fact(string What, double Value, string Unit, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Goal = null);
