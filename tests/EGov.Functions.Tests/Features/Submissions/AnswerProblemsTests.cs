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
            var form = forms[one.GetProperty("form").GetString()!];
            foreach (var problem in FormRules.Check(form, one.GetProperty("answers"), today).Problems)
            {
                said += Enum.GetValues<Language>().Count(language => Whole(form.AsRefusal(problem), language));
            }
        }

        Assert.True(said > 0, "The vectors of this file find no fault");
    }

    [Fact]
    public void Answers_that_are_too_large_as_a_whole_are_said_in_full()
    {
        var form = TestForms.Form();
        var check = FormRules.Check(form, TestForms.Json($$"""{"name": "{{new string('x', 300 * 1024)}}"}"""), new DateOnly(2026, 11, 23));

        Assert.True(Whole(form.AsRefusal(check.Problems[0]), Language.En));
    }

    [Fact]
    public void A_rule_speaks_in_the_forms_own_words()
    {
        var refusal = TestForms.Form().AsRefusal(new AnswerProblem("end", "rule", null, new Text("Later", "較後", "较后")));

        Assert.Equal("較後", refusal.Values![Answers.OwnWords(Language.Tc)]);
        Assert.Equal(("rule", "end"), (refusal.Code, refusal.Field));
    }

    [Theory]
    [InlineData("9", Language.En, "It must be $1.00 or more.")]
    [InlineData("999999999999999999999999", Language.En, "It must be $1,234.50 or less.")]
    [InlineData("123451", Language.En, "It must be $1,234.50 or less.")]
    [InlineData("123451", Language.Tc, "不可多於 $1,234.50。")]
    [InlineData("123451", Language.Sc, "不可多于 $1,234.50。")]
    public void A_limit_of_money_is_said_in_dollars(string cents, Language language, string said)
    {
        const string Rent = """{"id": "rent", "type": "money", "min": 100, "max": 123450, "label": {"en": "Rent", "tc": "租金", "sc": "租金"}}""";
        var alone = TestForms.Form(fields: Rent);
        var within = TestForms.Form(fields: $$"""{"id": "flats", "type": "group", "maxItems": 2, "label": {"en": "Flats", "tc": "單位", "sc": "单位"}, "fields": [{{Rent}}]}""");

        Assert.Equal(said, Said(alone, $$"""{"rent": {{cents}} }"""));
        Assert.Equal(said, Said(within, $$"""{"flats": [{"rent": 200}, {"rent": {{cents}} }]}"""));

        string Said(FormDefinition form, string answers) =>
            Sentences.Say(form.AsRefusal(Assert.Single(FormRules.Check(form, TestForms.Json(answers), new DateOnly(2026, 11, 23)).Problems)), language);
    }

    [Fact]
    public void A_limit_that_is_no_money_is_said_as_it_is()
    {
        var form = TestForms.Form(fields: """{"id": "rooms", "type": "number", "max": 1000, "label": {"en": "Rooms", "tc": "房間", "sc": "房间"}}""");
        var problem = Assert.Single(FormRules.Check(form, TestForms.Json("""{"rooms": 1001}"""), new DateOnly(2026, 11, 23)).Problems);

        Assert.Equal("It must be 1000 or less.", Sentences.Say(form.AsRefusal(problem), Language.En));
    }

    private static bool Whole(Refusal refusal, Language language)
    {
        var sentence = Sentences.Say(refusal, language);
        Assert.DoesNotContain('{', sentence);
        return true;
    }
}
