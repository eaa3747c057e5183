using System.Text;
using System.Text.Json;
using EGov.Domain.Forms;

namespace EGov.Domain.Tests.Forms;

public sealed class FormFitTests
{
    private static readonly FormDefinition _form = FormDocument.Read(
        Encoding.UTF8.GetBytes(File.ReadAllText(Repository.Json("tests", "vectors", "form-defects", "base").Single()))).Definition!;

    [Fact]
    public void What_fits_is_kept_and_what_does_not_is_told_with_its_value()
    {
        var fit = Fit("""{"name":" Chan ","age":"old","kind":"stolen","gone":[1],"children":[{"first":"A","last":"B"},7]}""");

        Assert.Equal("""{"name":"Chan","children":[{"first":"A"},{}]}""", fit.Answers.ToJsonString());
        Assert.Equal(
            [
                "age not-a-number \"old\"", "kind unknown-option \"stolen\"", "children[0].last unknown-field \"B\"",
                "children[1] wrong-type 7", "gone unknown-field [1]",
            ],
            fit.Unfit.Select(unfit => $"{unfit.Field} {unfit.Code} {unfit.Value.GetRawText()}"));
    }

    [Fact]
    public void Nothing_is_required_of_a_draft() => Assert.Empty(Fit("{}").Unfit);

    [Fact]
    public void An_address_half_filled_is_kept() =>
        Assert.Equal("""{"home":{"kind":"hk","region":"HK"}}""", Fit("""{"home":{"kind":"hk","region":"HK"}}""").Answers.ToJsonString());

    [Fact]
    public void Text_over_its_limit_is_kept_for_the_person_to_shorten() =>
        Assert.Equal(500, Fit($$"""{"name":"{{new string('x', 500)}}"}""").Answers["name"]!.GetValue<string>().Length);

    [Fact]
    public void A_draft_that_is_no_object_fits_nowhere() =>
        Assert.Equal(("", "wrong-type"), (Fit("[]").Unfit.Single().Field, Fit("[]").Unfit.Single().Code));

    private static FormFit Fit(string answers) => FormRules.Fit(_form, JsonSerializer.Deserialize<JsonElement>(answers));
}
