using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

/// <summary>
/// The cases of <c>tests/vectors/form-defects</c>: a whole document, or a patch (place → value) to the faultless one in
/// <c>base/form.json</c>, and every defect that has to be found.
/// </summary>
public sealed class FormDefectTests
{
    private static readonly string _base = File.ReadAllText(Repository.Json("tests", "vectors", "form-defects", "base").Single());

    private static readonly Dictionary<string, JsonElement> _files = Repository.Json("tests", "vectors", "form-defects")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path)));

    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (var (file, content) in _files)
        {
            foreach (var (index, one) in content.EnumerateArray().Index())
            {
                cases.Add(file, index, one.GetProperty("name").GetString()!);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Exactly_these_defects_are_found(string file, int index, string name)
    {
        Assert.NotEmpty(name);
        var one = _files[file][index];
        var document = one.TryGetProperty("document", out var whole) ? whole.GetRawText() : Patched(one.GetProperty("patch"));

        var reading = FormDocument.Read(Encoding.UTF8.GetBytes(document));

        var expected = one.GetProperty("expect").EnumerateArray().Select(defect => $"{defect.GetProperty("place")} {defect.GetProperty("code")}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, reading.Defects.Select(defect => $"{defect.Place} {defect.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(expected.Count == 0, reading.Definition is not null);
    }

    [Fact]
    public void There_are_at_least_40_vectors() => Assert.True(Cases().Count >= 40);

    [Fact]
    public void The_document_that_they_patch_has_no_defect() => Assert.Empty(FormDocument.Read(Encoding.UTF8.GetBytes(_base)).Defects);

    [Theory]
    [InlineData("", "not-json")]
    [InlineData("{", "not-json")]
    [InlineData("{\"id\":1,}", "not-json")]
    [InlineData("{} {}", "not-json")]
    public void What_is_no_json_is_said_to_be_none(string document, string code) =>
        Assert.Equal([new FormDefect("", code)], FormDocument.Read(Encoding.UTF8.GetBytes(document)).Defects);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Equal([new FormDefect("", "not-json")], FormDocument.Read(Encoding.UTF8.GetBytes(new string('[', 100_000))).Defects);

    [Fact]
    public void A_document_over_256_kilobytes_is_not_looked_at() =>
        Assert.Equal([new FormDefect("", "too-large")], FormDocument.Read(new byte[FormDocument.LargestDocument + 1]).Defects);

    [Fact]
    public void A_member_that_stands_there_twice_is_a_defect() =>
        Assert.Contains(new FormDefect("version", "duplicate-member"), FormDocument.Read(Encoding.UTF8.GetBytes(_base.Insert(1, "\"version\":2,"))).Defects);

    [Fact]
    public void Half_a_surrogate_pair_is_a_defect_and_not_a_fault() =>
        Assert.Contains(new FormDefect("formNumber", "wrong-type"), FormDocument.Read(Encoding.UTF8.GetBytes(_base.Insert(1, "\"formNumber\":\"\\ud800\","))).Defects);

    private static string Patched(JsonElement patch)
    {
        var document = JsonNode.Parse(_base)!;
        foreach (var change in patch.EnumerateObject())
        {
            var steps = change.Name.Replace("]", "", StringComparison.Ordinal).Replace('[', '.').Split('.');
            var at = steps[..^1].Aggregate(document, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
            var value = JsonNode.Parse(change.Value.GetRawText());
            if (int.TryParse(steps[^1], out var last))
            {
                at[last] = value;
            }
            else
            {
                at[steps[^1]] = value;
            }
        }

        return document.ToJsonString();
    }
}
