using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Features.Forms;

public sealed class DraftViewTests
{
    private static readonly DateTimeOffset _saved = new(2026, 11, 1, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void On_its_own_version_a_draft_is_shown_as_it_was_saved()
    {
        var draft = Samples.Draft("test-form.abcdefgh12345678", "person-a", _saved, 1, """{"name": "x", "gone": 1}""", "page");

        var view = DraftView.Of(draft, TestForms.Form(version: 1));

        Assert.Equal("""{"name": "x", "gone": 1}""", view.Answers.GetRawText());
        Assert.Empty(view.Unfit);
        Assert.Equal((1, "page"), (view.FormVersion, view.Page));
    }

    [Fact]
    public void On_a_newer_version_what_fits_is_carried_over_and_the_rest_is_set_apart()
    {
        var draft = Samples.Draft("test-form.abcdefgh12345678", "person-a", _saved, 1, """{"name": "x", "gone": "kept aside"}""", "page");

        var view = DraftView.Of(draft, TestForms.Form(version: 2));

        Assert.Equal(2, view.FormVersion);
        Assert.Equal("""{"name":"x"}""", view.Answers.GetRawText());
        var unfit = Assert.Single(view.Unfit);
        Assert.Equal(("gone", "unknown-field", "kept aside"), (unfit.Field, unfit.Code, unfit.Value.GetString()));
        Assert.Equal("page", view.Page);
    }

    [Fact]
    public void A_page_that_the_newer_version_lacks_is_forgotten()
    {
        var draft = Samples.Draft("test-form.abcdefgh12345678", "person-a", _saved, 1, page: "old-page");

        Assert.Null(DraftView.Of(draft, TestForms.Form(version: 2)).Page);
    }

    [Fact]
    public void A_draft_whose_form_is_withdrawn_stays_readable()
    {
        var draft = Samples.Draft("test-form.abcdefgh12345678", "person-a", _saved, 3, """{"name": "x"}""");

        var view = DraftView.Of(draft, null);

        Assert.Equal((3, """{"name": "x"}"""), (view.FormVersion, view.Answers.GetRawText()));
    }
}
