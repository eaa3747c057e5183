using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Features.Submissions;

public sealed class ReferencesTests
{
    private readonly References _references = new(new TestSecrets());

    [Fact]
    public void The_same_person_with_the_same_key_always_gets_the_same_reference() =>
        Assert.Equal(_references.For(TestForms.Form(), "a", "k", null, 0), new References(new TestSecrets()).For(TestForms.Form(), "a", "k", null, 0));

    [Fact]
    public void Another_person_another_key_or_another_attempt_gets_another()
    {
        var form = TestForms.Form();

        Assert.Equal(4, new[]
        {
            _references.For(form, "a", "k", null, 0),
            _references.For(form, "b", "k", null, 0),
            _references.For(form, "a", "l", null, 0),
            _references.For(form, "a", "k", null, 1),
        }.Distinct().Count());
    }

    [Fact]
    public void A_key_cannot_be_made_up_to_meet_another_attempt()
    {
        var form = TestForms.Form();

        Assert.NotEqual(_references.For(form, "a", "k", null, 10), _references.For(form, "a", "0 k", null, 1));
    }

    [Fact]
    public void A_form_for_once_gives_a_person_one_reference_whatever_the_key()
    {
        var form = TestForms.Form(more: """, "onePerPerson": true""");

        Assert.Equal(_references.For(form, "a", "k", null, 0), _references.For(form, "a", "other", null, 0));
        Assert.NotEqual(_references.For(form, "a", "k", null, 0), _references.For(form, "b", "k", null, 0));
        Assert.NotEqual(
            _references.For(form, "a", "k", null, 0),
            _references.For(TestForms.Form("other-form", more: """, "onePerPerson": true"""), "a", "k", null, 0));
    }

    [Fact]
    public void A_draft_gives_its_person_one_reference_whatever_the_key()
    {
        var form = TestForms.Form();
        var reference = _references.For(form, "a", "k", "test-form.abcdefgh12345678", 0);

        Assert.Equal(reference, _references.For(form, "a", "other", "test-form.abcdefgh12345678", 0));
        Assert.NotEqual(reference, _references.For(form, "b", "k", "test-form.abcdefgh12345678", 0));
        Assert.NotEqual(reference, _references.For(form, "a", "k", "test-form.abcdefgh12345679", 0));
        Assert.NotEqual(reference, _references.For(form, "a", "k", null, 0));
    }

    [Fact]
    public void A_new_version_of_a_form_for_once_is_still_the_same_form()
    {
        var first = TestForms.Form(version: 1, more: """, "onePerPerson": true""");
        var second = TestForms.Form(version: 2, more: """, "onePerPerson": true""");

        Assert.Equal(_references.For(first, "a", "k", null, 0), _references.For(second, "a", "k", null, 0));
    }

    [Fact]
    public void All_submissions_of_a_form_with_a_quota_share_a_shard()
    {
        var form = TestForms.Form(more: """, "quota": 5""");

        Assert.Single(Enumerable.Range(0, 50).Select(person => _references.For(form, $"person-{person}", "k", null, 0).Shard).Distinct());
        Assert.Equal(50, Enumerable.Range(0, 50).Select(person => _references.For(form, $"person-{person}", "k", null, 0)).Distinct().Count());
    }

    [Fact]
    public void Submissions_of_other_forms_are_spread_over_the_shards() =>
        Assert.True(Enumerable.Range(0, 500).Select(person => _references.For(TestForms.Form(), $"person-{person}", "k", null, 0).Shard).Distinct().Count() > 250);

    [Fact]
    public void A_call_is_known_by_its_person_and_key()
    {
        Assert.Equal(_references.CallId("a", "k"), _references.CallId("a", "k"));
        Assert.Equal(3, new[] { _references.CallId("a", "k"), _references.CallId("b", "k"), _references.CallId("a", "l") }.Distinct().Count());
        Assert.Matches("^[0-9a-f]{32}$", _references.CallId("a", "k"));
    }
}
