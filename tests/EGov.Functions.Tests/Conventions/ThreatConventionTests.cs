namespace EGov.Functions.Tests.Conventions;

public sealed class ThreatConventionTests
{
    private const string Folder = "docs/threats";

    private static readonly string[] _pages =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "threats"), "*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> All => [.. _pages];

    public static TheoryData<string> Flows => [.. _pages.Where(name => name != "README.md")];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_file_and_test_that_a_page_names_is_there(string name)
    {
        Assert.Empty(RunbookRules.Tests(Read(name), RunbookConventionTests.Tests()));
        Assert.Empty(RunbookRules.Files(Read(name), RunbookConventionTests.Exists, Folder));
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void Every_threat_says_what_holds_it_off_and_every_page_what_is_left(string name)
    {
        Assert.Empty(ThreatRules.Rows(Read(name)));
        Assert.True(ThreatRules.SaysWhatIsLeft(Read(name)));
        Assert.Contains($"]({name})", Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_feature_is_covered_by_a_page() => Assert.Empty(ThreatRules.Uncovered(_pages.Select(Read), Features()));

    [Fact]
    public void What_is_not_held_off_not_covered_or_not_there_is_found()
    {
        const string Page = """
            Covers: `functions/EGov.Functions/Features/Forms/PublishForm`

            | | threat | held off by | held by |
            |---|---|---|---|
            | S | somebody else | a check | `functions/nowhere.cs`, `NoSuchTests.Nothing_happens` |
            | X | something | a check | `infra/storage.json` |
            | D | a flood | hope | nobody |
            """;

        Assert.Equal(["this is no threat: X something", "nothing holds off: a flood"], ThreatRules.Rows(Page));
        Assert.Equal(["there is no threat"], ThreatRules.Rows("Nothing"));
        Assert.False(ThreatRules.SaysWhatIsLeft(Page));
        Assert.Equal(["functions/EGov.Functions/Features/Health"], ThreatRules.Uncovered([Page], ["functions/EGov.Functions/Features/Forms", "functions/EGov.Functions/Features/Health"]));
        Assert.Equal(["there is no functions/nowhere.cs"], RunbookRules.Files(Page, RunbookConventionTests.Exists, Folder));
        Assert.Equal(["no test is called NoSuchTests.Nothing_happens"], RunbookRules.Tests(Page, RunbookConventionTests.Tests()));
    }

    private static string Read(string name) => Repository.Read("docs", "threats", name);

    private static IEnumerable<string> Features() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "functions", "EGov.Functions", "Features")).Select(path => $"functions/EGov.Functions/Features/{Path.GetFileName(path)}");
}
