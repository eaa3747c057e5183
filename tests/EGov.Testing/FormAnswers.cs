using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EGov.Testing;

/// <summary>Answers that the published forms accept on any day, from tests/vectors/form-answers.</summary>
public static partial class FormAnswers
{
    private static readonly TimeSpan s_hongKong = TimeSpan.FromHours(8);

    /// <summary>The answers with their dates counted from today; file answers still name <c>att-1</c> and so on.</summary>
    /// <param name="name">The form's id for the shortest way through it, <c>{id}.full</c> for a way with the conditional pages.</param>
    public static JsonObject Read(string name) => (JsonObject)Dated(Document(name)["answers"]!)!;

    /// <summary>The paths of the file answers, whose values have to be replaced by ids of files that were uploaded.</summary>
    public static IReadOnlyList<string> Files(string name) =>
        [.. (Document(name)["files"] as JsonArray ?? []).Select(path => (string)path!)];

    private static JsonObject Document(string name) =>
        (JsonObject)JsonNode.Parse(File.ReadAllText(RepositoryFolder.Path("tests", "vectors", "form-answers", $"{name}.json")))!;

    private static JsonNode? Dated(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Dated(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Dated)]),
        JsonValue value when value.TryGetValue<string>(out var text) && Day().Match(text) is { Success: true } day =>
            Today().AddDays(day.Groups[1].Success ? int.Parse(day.Groups[1].Value, CultureInfo.InvariantCulture) : 0)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => node?.DeepClone(),
    };

    private static DateOnly Today() => DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(s_hongKong).DateTime);

    [GeneratedRegex(@"\A@today([+-]\d+)?\z")]
    private static partial Regex Day();
}
