using System.Text.RegularExpressions;

namespace EGov.Functions.Tests.Conventions;

public sealed partial class RunbookConventionTests
{
    private static readonly string[] _runbooks = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "runbooks"), "*.md");

    public static TheoryData<string> Names => [.. _runbooks.Select(path => Path.GetFileName(path))];

    [Fact]
    public void There_is_a_runbook_for_each_thing_that_has_to_be_practised() => Assert.Equal(
        ["README.md", "audit.md", "dead-letters.md", "key-rotation.md", "provider-down.md", "region-lost.md", "restore.md", "retention.md"],
        _runbooks.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_test_file_and_command_that_a_runbook_names_is_there(string name)
    {
        var runbook = Repository.Read("docs", "runbooks", name);

        Assert.Empty(RunbookRules.Tests(runbook, Tests()));
        Assert.Empty(RunbookRules.Files(runbook, Exists));
        Assert.Empty(RunbookRules.Commands(runbook, Exists));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_runbook_names_a_test_for_its_steps(string name) =>
        Assert.True(name == "README.md" || Repository.Read("docs", "runbooks", name).Contains("**Seen in**", StringComparison.Ordinal));

    [Fact]
    public void What_is_not_there_is_found()
    {
        const string runbook = "1. See `infra/nowhere.json` and [here](nothing.md):\n   ```\n   dotnet run --project functions/EGov.Operations -- erase all\n   rm -rf data\n   ./test crash\n   ```\n   **Seen in** `NoSuchTests.Nothing_happens`";

        Assert.Equal(["no test is called NoSuchTests.Nothing_happens"], RunbookRules.Tests(runbook, Tests()));
        Assert.Equal(["there is no infra/nowhere.json", "there is no docs/runbooks/nothing.md"], RunbookRules.Files(runbook, Exists));
        Assert.Equal(["nothing runs: dotnet run --project functions/EGov.Operations -- erase all", "nothing runs: rm -rf data"], RunbookRules.Commands(runbook, Exists));
    }

    /// <summary>Every test of every project, out of the sources: this one does not reference them all.</summary>
    internal static HashSet<string> Tests() =>
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
           from test in Test().Matches(File.ReadAllText(path))
           select $"{Path.GetFileNameWithoutExtension(path)}.{test.Groups[1].Value}",
    ];

    internal static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));

    [GeneratedRegex("(?s)\\[(?:Fact|Theory)\\b.{0,900}?public (?:async Task|void) ([A-Za-z0-9_]+)\\(")]
    private static partial Regex Test();
}
