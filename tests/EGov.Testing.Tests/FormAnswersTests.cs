using System.Text.RegularExpressions;

namespace EGov.Testing.Tests;

public sealed partial class FormAnswersTests
{
    [Fact]
    public void Every_set_of_answers_is_read_and_no_day_is_left_relative()
    {
        var names = Directory.EnumerateFiles(RepositoryFolder.Path("tests", "vectors", "form-answers"), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .ToList();

        Assert.True(names.Count >= 18);
        Assert.All(names, name => Assert.DoesNotContain("@today", FormAnswers.Read(name).ToJsonString(), StringComparison.Ordinal));
        Assert.Contains(names, name => ComingDay().IsMatch(FormAnswers.Read(name).ToJsonString()));
    }

    [Fact]
    public void File_answers_are_named_by_their_paths()
    {
        Assert.Contains("photograph", FormAnswers.Files("immd-passport"));
        Assert.Empty(FormAnswers.Files("ird-postal-address"));
    }

    [GeneratedRegex(@"""\d{4}-\d{2}-\d{2}""")]
    private static partial Regex ComingDay();
}
