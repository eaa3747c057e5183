using System.Text.Json;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What infra/retention.json owes to infra/storage.json, the forms, the departments and the functions. Each rule answers with what breaks it.</summary>
internal static class RetentionRules
{
    /// <summary>Everything that is stored is of one class, and nothing else is.</summary>
    public static IEnumerable<string> Classes(JsonElement retention, JsonElement storage)
    {
        var stored = Texts(storage.GetProperty("tables")).Concat(storage.GetProperty("containers").EnumerateArray().Select(container => container.GetProperty("name").GetString()!)).ToList();
        var classed = retention.GetProperty("classes").EnumerateArray().SelectMany(one => Texts(one.GetProperty("holds"))).ToList();
        return
        [
            .. stored.Except(classed).Select(name => $"{name} is of no data class"),
            .. classed.CountBy(name => name).Where(name => name.Value > 1).Select(name => $"{name.Key} is of {name.Value} data classes"),
            .. classed.Except(stored).Select(name => $"{name} is of a data class and not stored"),
        ];
    }

    /// <summary>A class says why, and how it ends: after days from an event by something that is there, with another class, or never.</summary>
    public static IEnumerable<string> Ends(JsonElement retention, IReadOnlyCollection<string> functions)
    {
        var ids = retention.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("id").GetString()!).ToList();
        foreach (var one in retention.GetProperty("classes").EnumerateArray())
        {
            var id = one.GetProperty("id").GetString()!;
            var ways = (Positive(one) && Text(one, "from").Length > 0 ? 1 : 0) + (ids.Contains(Text(one, "with")) ? 1 : 0)
                + (one.TryGetProperty("kept", out var kept) && kept.ValueKind is JsonValueKind.True ? 1 : 0);
            if (ways != 1)
            {
                yield return $"{id} does not say how it ends";
            }

            if (!one.TryGetProperty("kept", out _) && !functions.Contains(Text(one, "endedBy")) && Text(one, "endedBy") != "the account's lifecycle rule")
            {
                yield return $"{id} is ended by nothing";
            }

            foreach (var unsaid in Own(one).Prepend(one).Where(said => Text(said, "why").Length < 20))
            {
                yield return $"{id} does not say why {Text(unsaid, "id")} is kept so long";
            }
        }
    }

    /// <summary>Periods of their own are of departments and forms that there are.</summary>
    public static IEnumerable<string> Exceptions(JsonElement retention, IReadOnlyCollection<string> departments, IReadOnlyCollection<string> forms) =>
        from one in retention.GetProperty("classes").EnumerateArray()
        from kind in new[] { (Name: "departments", Known: departments), (Name: "forms", Known: forms) }
        from own in one.TryGetProperty(kind.Name, out var list) ? list.EnumerateArray().ToList() : []
        where !kind.Known.Contains(Text(own, "id")) || !Positive(own)
        select $"{Text(one, "id")}: {Text(own, "id")} is none of the {kind.Name}, or has no days";

    /// <summary>The table of docs/retention.md, as it should be.</summary>
    public static string Table(JsonElement retention)
    {
        var lines = new List<string> { "| data class | what | until | ended by | why |", "|---|---|---|---|---|" };
        foreach (var one in retention.GetProperty("classes").EnumerateArray())
        {
            var holds = string.Join(", ", Texts(one.GetProperty("holds")).Select(name => $"`{name}`"));
            lines.Add($"| `{Text(one, "id")}` | {holds} | {Until(one)} | {(Text(one, "endedBy") is { Length: > 0 } by ? by : "-")} | {Text(one, "why")} |");
            lines.AddRange(Own(one).Select(own => $"| · `{Text(own, "id")}` | | {own.GetProperty("days").GetInt32()} days after {Text(one, "from")} | | {Text(own, "why")} |"));
        }

        return string.Join('\n', lines);
    }

    private static string Until(JsonElement one) =>
        one.TryGetProperty("days", out var days) ? $"{days.GetInt32()} days after {Text(one, "from")}"
        : one.TryGetProperty("with", out var with) ? $"with `{with.GetString()}`"
        : "kept";

    private static IEnumerable<JsonElement> Own(JsonElement one) => new[] { "departments", "forms" }
        .SelectMany(kind => one.TryGetProperty(kind, out var own) ? own.EnumerateArray().ToList() : []);

    private static bool Positive(JsonElement one) => one.TryGetProperty("days", out var days) && days.GetInt32() > 0;

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(name => name.GetString()!);

    private static string Text(JsonElement map, string name) => map.TryGetProperty(name, out var text) ? text.GetString()! : "";
}
