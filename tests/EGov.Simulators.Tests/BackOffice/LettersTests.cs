using EGov.Simulators.BackOffice;
using EGov.Simulators.Identity;

namespace EGov.Simulators.Tests.BackOffice;

public sealed class LettersTests
{
    [Fact]
    public void Every_department_writes_a_question_of_its_own_in_each_language()
    {
        string[] languages = ["en", "tc", "sc"];
        var letters = Department.All.SelectMany(department => languages.Select(language => Letters.Question(department.Code, language))).ToList();

        Assert.Equal(letters.Count, letters.Distinct().Count());
    }

    [Fact]
    public void An_approval_and_a_refusal_read_differently_in_each_language() =>
        Assert.All(["en", "tc", "sc"], language => Assert.NotEqual(Letters.Reason(false, language), Letters.Reason(true, language)));
}
