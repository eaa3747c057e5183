using System.Text.RegularExpressions;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What a page of threats owes to its reader. Each rule answers with what is missing.</summary>
internal static partial class ThreatRules
{
    private static readonly string[] s_kinds = ["S", "T", "R", "I", "D", "E"];

    /// <summary>Every threat is of one of the six kinds, and says what holds it off and where that is to be seen.</summary>
    public static IEnumerable<string> Rows(string page)
    {
        var rows = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| | ", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | ")).ToList();
        return
        [
            .. rows.Where(cells => cells.Length != 4 || !s_kinds.Contains(cells[0])).Select(cells => $"this is no threat: {cells[0]} {cells.ElementAtOrDefault(1)}"),
            .. rows.Where(cells => cells.Length == 4 && !cells[3].Contains('`', StringComparison.Ordinal)).Select(cells => $"nothing holds off: {cells[1]}"),
            .. rows.Count == 0 ? new[] { "there is no threat" } : [],
        ];
    }

    public static bool SaysWhatIsLeft(string page) => Residual().IsMatch(page);

    /// <summary>Folders of features that no page says it covers.</summary>
    public static IEnumerable<string> Uncovered(IEnumerable<string> pages, IEnumerable<string> features)
    {
        var covered = pages.SelectMany(page => Covers().Matches(page)).Select(line => line.Value).ToList();
        return features.Where(feature => !covered.Exists(line => Regex.IsMatch(line, $"`{Regex.Escape(feature)}[`/]")));
    }

    [GeneratedRegex("\\*\\*Residual\\.\\*\\* [A-Z].{40,}")]
    private static partial Regex Residual();

    [GeneratedRegex("(?m)^Covers: .*$")]
    private static partial Regex Covers();
}
