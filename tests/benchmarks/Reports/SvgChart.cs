using System.Globalization;
using System.Net;
using System.Text;

namespace EGov.Benchmarks.Reports;

/// <summary>A picture of comparisons: a bar to the median, a line from the lowest to the highest figure.</summary>
internal static class SvgChart
{
    private const int Width = 760;
    private const int Left = 250;
    private const int Right = 110;
    private const int Row = 24;
    private static readonly string[] s_colours = ["#0b6e4f", "#8d99ae", "#c08552", "#5e548e"];

    public static string Of(ScenarioResult result)
    {
        var svg = new StringBuilder();
        var y = 34;
        foreach (var comparison in result.Comparisons)
        {
            var most = comparison.Series.Max(series => series.Highest);
            Text(12, y, $"{comparison.Title} ({comparison.Unit})", "bold");
            y += 8;
            foreach (var (series, i) in comparison.Series.Select((series, i) => (series, i)))
            {
                Put($"""<rect x="{Left}" y="{y}" width="{Across(series.Median)}" height="{Row - 8}" fill="{s_colours[i % s_colours.Length]}"/>""");
                Put($"""<line x1="{Left + Across(series.Lowest)}" x2="{Left + Across(series.Highest)}" y1="{y + ((Row - 8) / 2)}" y2="{y + ((Row - 8) / 2)}" stroke="#111" stroke-width="2"/>""");
                Text(24, y + 13, series.Name);
                Text(Width - Right + 8, y + 13, FormattableString.Invariant($"{series.Median:0.#}"));
                y += Row;
            }

            y += 28;

            double Across(double value) => most == 0 ? 0 : Math.Round(value / most * (Width - Left - Right), 1);
        }

        return FormattableString.Invariant(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{y}" viewBox="0 0 {Width} {y}" role="img" aria-label="{WebUtility.HtmlEncode(result.Question)}">
            <rect width="{Width}" height="{y}" fill="#fff"/>
            <g font-family="sans-serif" font-size="13" fill="#111">
            {svg}</g>
            </svg>
            """);

        void Text(double x, double at, string text, string weight = "normal") =>
            Put($"""<text x="{x}" y="{at}" font-weight="{weight}">{WebUtility.HtmlEncode(text)}</text>""");

        void Put(FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
