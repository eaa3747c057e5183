using EGov.Domain.Forms;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Features.Submissions;

public sealed class SubmittedDraftsTests
{
    private const string DraftId = "test-form.abcdefgh12345678";

    private readonly References _references = new(new TestSecrets());
    private readonly ISubmissionStore _store = Substitute.For<ISubmissionStore>();

    [Fact]
    public async Task A_draft_with_a_case_was_submitted_and_one_without_was_not()
    {
        var form = TestForms.Form();
        CaseOf(form, "person-a", belongsTo: "person-a");

        Assert.True(await HasAsync(form, "person-a", DraftId));
        Assert.False(await HasAsync(form, "person-a", "test-form.zzzzzzzzzzzzzzzz"));
        Assert.False(await HasAsync(form, "person-b", DraftId));
    }

    [Fact]
    public async Task A_case_of_somebody_else_who_has_the_reference_by_chance_is_none()
    {
        var form = TestForms.Form();
        CaseOf(form, "person-a", belongsTo: "person-b");

        Assert.False(await HasAsync(form, "person-a", DraftId));
    }

    [Fact]
    public async Task A_form_for_once_tells_nothing_of_a_draft()
    {
        var form = TestForms.Form(more: """, "onePerPerson": true""");
        CaseOf(form, "person-a", belongsTo: "person-a");

        Assert.False(await HasAsync(form, "person-a", DraftId));
    }

    private void CaseOf(FormDefinition form, string person, string belongsTo)
    {
        var reference = _references.For(form, person, "key", DraftId, attempt: 0);
        _store.FindAsync(reference, Arg.Any<CancellationToken>()).Returns(Cases.Received(belongsTo, "call", "body", reference).Stored());
    }

    private Task<bool> HasAsync(FormDefinition form, string person, string draftId) =>
        new SubmittedDrafts(_references, _store).HasAsync(form, person, draftId, TestContext.Current.CancellationToken);
}
