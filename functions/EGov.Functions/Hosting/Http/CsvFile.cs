using System.Text;

namespace EGov.Functions.Hosting.Http;

/// <summary>
/// A table for spreadsheets (RFC 4180), in UTF-8 with the mark by which they know it. A cell that a spreadsheet would take for a formula gets an
/// apostrophe before it: whoever can write a name must not be able to write what an officer's machine runs.
/// </summary>
internal sealed class CsvFile
{
    private const string FormulaStarts = "=+-@\t\r\n";

    private readonly StringBuilder _text = new("\uFEFF");

    public CsvFile(params string[] heads) => Add(heads);

    public void Add(params IReadOnlyList<string> cells) => _text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    public override string ToString() => _text.ToString();

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(",\"\r\n'") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
