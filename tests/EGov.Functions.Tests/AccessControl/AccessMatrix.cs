namespace EGov.Functions.Tests.AccessControl;

/// <summary>
/// Who is let in to what: a line for each function that has an HTTP trigger, a column for each caller, in each cell <c>yes</c> or the status that
/// refuses. It is written so that a person reads it and a difference shows where it is.
/// </summary>
internal sealed record AccessMatrix(IReadOnlyList<string> Callers, IReadOnlyDictionary<string, IReadOnlyList<string>> Functions)
{
    private const string Corner = "function";

    public static AccessMatrix Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        return lines is [[Corner, .. var callers], .. var functions]
            ? new AccessMatrix(callers, functions.ToDictionary(line => line[0], IReadOnlyList<string> (line) => line[1..]))
            : throw new FormatException("An access matrix begins with the line of its callers");
    }

    /// <summary>In columns, functions in the order of their names.</summary>
    public string Write()
    {
        var lines = Functions.OrderBy(function => function.Key, StringComparer.Ordinal).Select(function => (string[])[function.Key, .. function.Value])
            .Prepend([Corner, .. Callers])
            .ToList();
        var widths = Enumerable.Range(0, Callers.Count + 1).Select(column => lines.Max(line => line[column].Length)).ToList();
        return string.Concat(lines.Select(line => $"{string.Join(" | ", line.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd()}\n"));
    }

    /// <summary>Where what was found is not what was approved, a sentence each.</summary>
    public static IEnumerable<string> Differences(AccessMatrix approved, AccessMatrix found)
    {
        if (!approved.Callers.SequenceEqual(found.Callers))
        {
            yield return $"The callers are {string.Join(", ", found.Callers)}, and approved are {string.Join(", ", approved.Callers)}";
            yield break;
        }

        foreach (var function in approved.Functions.Keys.Union(found.Functions.Keys).Order(StringComparer.Ordinal))
        {
            if (!approved.Functions.TryGetValue(function, out var expected))
            {
                yield return $"{function} was approved by nobody";
            }
            else if (!found.Functions.TryGetValue(function, out var actual))
            {
                yield return $"{function} is approved and does not exist";
            }
            else if (expected.Count != approved.Callers.Count)
            {
                yield return $"{function} is approved for {expected.Count} callers of {approved.Callers.Count}";
            }
            else
            {
                for (var column = 0; column < expected.Count; column++)
                {
                    if (expected[column] != actual[column])
                    {
                        yield return $"{function} answers {found.Callers[column]} with {actual[column]}, and approved is {expected[column]}";
                    }
                }
            }
        }
    }
}
