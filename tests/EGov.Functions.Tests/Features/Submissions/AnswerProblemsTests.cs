using System.Globalization;
using System.Text;
using System.Text.Json;
using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Tests.Conventions;

namespace EGov.Functions.Tests.Features.Submissions;

public sealed class AnswerProblemsTests
{
    public static TheoryData<string> VectorFiles() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "vectors", "forms"), "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>Whatever the engine finds, the person reads a whole sentence: no place in it is left open.</summary>
    [Theory]
    [MemberData(nameof(VectorFiles))]
    public void Every_fault_is_said_in_full_in_every_language(string file)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "vectors", "forms", file)));
        var forms = vectors.RootElement.GetProperty("forms").EnumerateObject()
            .ToDictionary(form => form.Name, form => FormDocument.Read(Encoding.UTF8.GetBytes(form.Value.GetRawText())).Definition!);
        var said = 0;
        foreach (var one in vectors.RootElement.GetProperty("cases").EnumerateArray())
        {
            var today = DateOnly.Parse(one.GetProperty("today").GetString()!, CultureInfo.InvariantCulture);
            foreach (var problem in FormRules.Check(forms[one.GetProperty("form").GetString()!], one.GetProperty("answers"), today).Problems)
            {
                said += Enum.GetValues<Language>().Count(language => Whole(AnswerProblems.AsRefusal(problem), language));
            }
        }

        Assert.True(said > 0, "The vectors of this file find no fault");
    }

    [Fact]
    public void Answers_that_are_too_large_as_a_whole_are_said_in_full()
    {
        var check = FormRules.Check(TestForms.Form(), TestForms.Json($$"""{"name": "{{new string('x', 300 * 1024)}}"}"""), new DateOnly(2026, 11, 23));

        Assert.True(Whole(AnswerProblems.AsRefusal(check.Problems[0]), Language.En));
    }

    [Fact]
    public void A_rule_speaks_in_the_forms_own_words()
    {
        var refusal = AnswerProblems.AsRefusal(new AnswerProblem("end", "rule", null, new Text("Later", "較後", "较后")));

        Assert.Equal("較後", refusal.Values![Answers.OwnWords(Language.Tc)]);
        Assert.Equal(("rule", "end"), (refusal.Code, refusal.Field));
    }

    private static bool Whole(Refusal refusal, Language language)
    {
        var sentence = Sentences.Say(refusal, language);
        Assert.DoesNotContain('{', sentence);
        return true;
    }
}
