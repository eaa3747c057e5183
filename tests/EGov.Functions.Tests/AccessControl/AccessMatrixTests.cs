using EGov.Functions.Tests.Conventions;

namespace EGov.Functions.Tests.AccessControl;

/// <summary>
/// Every function that has an HTTP trigger times everybody who may call. That an officer of one department finds nothing of another is decided within
/// the functions: Journeys/AccessTests.cs.
/// </summary>
public sealed class AccessMatrixTests
{
    private const string Small =
        """
        function | nobody | officer
        GetMe    | 401    | yes
        ListCase | 401    | 403
        """;

    private static readonly string _approved = Path.Combine(Repository.Root, "tests", "EGov.Functions.Tests", "access.txt");

    /// <summary>Approve anew with APPROVE=1, and look at the difference.</summary>
    [Fact]
    public async Task Everybody_is_let_in_to_what_was_approved_and_refused_before_anything_else_runs()
    {
        await using var gate = await Gate.OpenAsync(TestContext.Current.CancellationToken);
        var found = await gate.TryAsync(TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            await File.WriteAllTextAsync(_approved, found.Write(), TestContext.Current.CancellationToken);
        }

        Assert.Empty(AccessMatrix.Differences(AccessMatrix.Read(await File.ReadAllTextAsync(_approved, TestContext.Current.CancellationToken)), found));
        Assert.All(found.Functions.Values.SelectMany(cells => cells), cell => Assert.Contains(cell, (string[])["yes", "401", "403"]));
    }

    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal(Small.ReplaceLineEndings("\n"), AccessMatrix.Read(Small).Write().TrimEnd());

    [Fact]
    public void What_was_approved_differs_from_itself_in_nothing() => Assert.Empty(AccessMatrix.Differences(AccessMatrix.Read(Small), AccessMatrix.Read(Small)));

    [Theory]
    [InlineData("GetMe    | 401    | yes", "GetMe    | yes    | yes", "GetMe answers nobody with yes, and approved is 401")]
    [InlineData("ListCase | 401    | 403", "ListCase | 401    | yes", "ListCase answers officer with yes, and approved is 403")]
    [InlineData("ListCase | 401    | 403", "", "ListCase is approved and does not exist")]
    [InlineData("ListCase | 401    | 403", "ListCase | 401 | 403\nNew | yes | yes", "New was approved by nobody")]
    [InlineData("nobody | officer", "nobody | editor", "The callers are nobody, editor, and approved are nobody, officer")]
    public void Another_cell_a_function_too_many_and_one_too_few_are_found(string approved, string found, string difference) =>
        Assert.Equal([difference], AccessMatrix.Differences(AccessMatrix.Read(Small), AccessMatrix.Read(Small.Replace(approved, found, StringComparison.Ordinal))));

    [Fact]
    public void A_line_with_a_cell_too_few_is_found() => Assert.Equal(
        ["GetMe is approved for 1 callers of 2"],
        AccessMatrix.Differences(AccessMatrix.Read(Small.Replace("401    | yes", "401", StringComparison.Ordinal)), AccessMatrix.Read(Small)));
}
