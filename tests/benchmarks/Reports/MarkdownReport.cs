using System.Globalization;
using System.Text;

namespace EGov.Benchmarks.Reports;

/// <summary>Results as tables to paste.</summary>
internal static class MarkdownReport
{
    public static string Of(ScenarioResult result)
    {
        var text = new StringBuilder();
        Line($"### {result.Name}: {result.Question}");
        if (result.Comparisons.Count > 0)
        {
            Line($"| what | who | median | lowest | highest | ratio, median (lowest to highest) |");
            Line($"|---|---|---|---|---|---|");
        }

        foreach (var comparison in result.Comparisons)
        {
            var ratios = comparison.Ratios.Prepend(null).ToList();
            foreach (var (series, ratio) in comparison.Series.Zip(ratios))
            {
                var compared = ratio is null ? "" : Invariant($"ours is {ratio.Median:0.00} of it ({ratio.Lowest:0.00} to {ratio.Highest:0.00})");
                Line($"| {comparison.Title} | {series.Name} | {series.Median:0.#} {comparison.Unit} | {series.Lowest:0.#} | {series.Highest:0.#} | {compared} |");
            }
        }

        if (result.Facts.Count > 0)
        {
            Line($"");
            Line($"| what | value | goal |");
            Line($"|---|---|---|");
            foreach (var fact in result.Facts)
            {
                Line($"| {fact.What} | {fact.Value:0.###} {fact.Unit} | {fact.Goal} |");
            }
        }

        foreach (var failure in result.Failures)
        {
            Line($"");
            Line($"FAILED: {failure}");
        }

        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
