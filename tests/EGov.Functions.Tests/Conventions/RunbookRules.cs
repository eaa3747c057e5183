using System.Text.RegularExpressions;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What a runbook names has to be there: whoever needs it has no time to find out that it is not. Each rule answers with what is missing.</summary>
internal static partial class RunbookRules
{
    private static readonly string[] s_programs = ["az", "azd", "curl", "export"];
    private static readonly string[] s_operations = ["audit", "backup", "restore", "retention", "verify"];

    /// <param name="tests">Every test, as <c>Class.Method</c>.</param>
    public static IEnumerable<string> Tests(string runbook, IReadOnlySet<string> tests) =>
        TestName().Matches(runbook).Select(name => name.Groups[1].Value).Where(name => !tests.Contains(name)).Select(name => $"no test is called {name}");

    /// <param name="exists">Whether a path from the root of the repository is there.</param>
    /// <param name="folder">Where it stands, and its links begin.</param>
    public static IEnumerable<string> Files(string runbook, Func<string, bool> exists, string folder = "docs/runbooks") =>
        FileName().Matches(runbook).Select(path => path.Groups[1].Value)
            .Concat(Link().Matches(runbook).Select(link => $"{folder}/{link.Groups[1].Value}"))
            .Where(path => !exists(path))
            .Select(path => $"there is no {path}");

    public static IEnumerable<string> Commands(string runbook, Func<string, bool> exists) =>
        from block in Block().Matches(runbook)
        from line in block.Groups[1].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        where !IsCommand(line.Split(' '), exists)
        select $"nothing runs: {line}";

    private static bool IsCommand(string[] words, Func<string, bool> exists) => words switch
    {
        ["./test", ..] or ["./run", ..] => exists(words[0][2..]),
        ["dotnet", "run", "--project", var project, "--", var operation, ..] => exists(project) && s_operations.Contains(operation),
        ["dotnet", "run", var script, ..] => script.EndsWith(".cs", StringComparison.Ordinal) && exists(script),
        _ => s_programs.Contains(words[0]),
    };

    [GeneratedRegex("`([A-Z][A-Za-z]+Tests\\.[A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("`((?:functions|infra|docs|tests|static-web)/[^` ]+)`")]
    private static partial Regex FileName();

    [GeneratedRegex("\\]\\(([^)#:]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?ms)^ *```\\n(.*?)^ *```$")]
    private static partial Regex Block();
}
