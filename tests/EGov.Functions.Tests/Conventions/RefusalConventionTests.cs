using System.Text.Json;

namespace EGov.Functions.Tests.Conventions;

public sealed class RefusalConventionTests
{
    private static readonly string[] _sources =
    [
        .. new[] { "EGov.Functions", "EGov.Domain" }
            .SelectMany(project => Directory.GetFiles(Path.Combine(Repository.Root, "functions", project), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText),
    ];

    private static readonly List<JsonElement> _catalogues =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "functions", "EGov.Functions"), "refusals.json", SearchOption.AllDirectories)
            .Select(path => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path))),
    ];

    private static readonly HashSet<string> _codes = [.. _catalogues.SelectMany(catalogue => catalogue.EnumerateObject()).Select(entry => entry.Name)];

    private static readonly IReadOnlyList<string> _engineCodes = RefusalRules.EngineCodes(Repository.Read("docs", "forms.md"));

    [Fact]
    public void There_is_something_to_look_at()
    {
        Assert.True(_sources.Length > 100);
        Assert.True(_catalogues.Count >= 4);
        Assert.Contains("hkid-check-digit", _engineCodes);
        Assert.True(_engineCodes.Count > 20);
    }

    [Fact]
    public void Every_refusal_has_its_sentence() => Assert.Empty(RefusalRules.Missing(_sources, _engineCodes, _codes));

    [Fact]
    public void Every_sentence_has_its_refusal() => Assert.Empty(RefusalRules.Unused(_sources, _engineCodes, _codes));

    [Fact]
    public void Every_sentence_is_there_in_three_languages_that_agree() => Assert.Empty(RefusalRules.Sentences(_catalogues));

    [Fact]
    public void A_refusal_without_a_sentence_is_found() => Assert.Equal(
        ["new-code is in no catalogue", "engine-code is in no catalogue"],
        RefusalRules.Missing(["""return new Refusal("new-code", "field");""", """new Refusal("not-found")"""], ["engine-code"], new HashSet<string> { "not-found" }));

    [Fact]
    public void A_sentence_without_a_refusal_is_found() =>
        Assert.Equal(["old-code is given by nothing"], RefusalRules.Unused(["""new Refusal("not-found")"""], ["required"], ["not-found", "required", "old-code"]));

    [Theory]
    [InlineData("""{"a-code": {"en": "File", "tc": "檔案"}}""", "a-code: a language is missing")]
    [InlineData("""{"a-code": {"en": "File", "tc": " ", "sc": "档案"}}""", "a-code: a language is missing")]
    [InlineData("""{"a-code": {"en": "File", "tc": "File", "sc": "档案"}}""", "a-code: a Chinese sentence is the English one")]
    [InlineData("""{"a-code": {"en": "檔案", "tc": "檔案甲", "sc": "档案"}}""", "a-code: the English sentence has Chinese characters")]
    [InlineData("""{"a-code": {"en": "File", "tc": "檔案", "sc": "檔案"}}""", "a-code: the simplified sentence has 檔")]
    [InlineData("""{"a-code": {"en": "File", "tc": "档案", "sc": "档案"}}""", "a-code: the traditional sentence has 档")]
    [InlineData("""{"a-code": {"en": "At most {max}", "tc": "最多 {most}", "sc": "最多 {max}"}}""", "a-code: the languages leave open different places")]
    [InlineData("""{"A_code": {"en": "File", "tc": "檔案", "sc": "档案"}}""", "A_code: the code is not kebab-case")]
    public void A_wrong_sentence_is_found(string catalogue, string violation) =>
        Assert.Equal([violation], RefusalRules.Sentences([JsonSerializer.Deserialize<JsonElement>(catalogue)]));

    [Fact]
    public void A_code_in_two_catalogues_is_found()
    {
        var catalogue = JsonSerializer.Deserialize<JsonElement>("""{"a-code": {"en": "File", "tc": "檔案", "sc": "档案"}}""");

        Assert.Equal(["a-code stands in two places"], RefusalRules.Sentences([catalogue, catalogue]));
    }
}
