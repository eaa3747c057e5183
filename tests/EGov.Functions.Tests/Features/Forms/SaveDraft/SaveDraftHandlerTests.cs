using System.Text.Json;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.SaveDraft;
using EGov.Functions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Forms.SaveDraft;

public sealed class SaveDraftHandlerTests
{
    private const string DraftId = "test-form.abcdefgh12345678";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));
    private readonly InMemory _world = new();

    public SaveDraftHandlerTests() => _world.Drafts.Add(Samples.Draft(DraftId, "person-a", _time.GetUtcNow().AddDays(-5)));

    [Fact]
    public async Task Saving_keeps_what_was_typed_and_begins_the_thirty_days_anew()
    {
        var saved = (await SaveAsync("""{"name": "half a na"}""", page: "page")).Value;

        var draft = Assert.Single(_world.Drafts);
        Assert.Equal("half a na", draft.Answers.GetProperty("name").GetString());
        Assert.Equal((_time.GetUtcNow(), "page", draft.Version), (draft.UpdatedAt, draft.Page, saved.Version));
        Assert.NotEqual("\"0\"", saved.Version);
        Assert.Equal(_time.GetUtcNow().AddDays(30), saved.View.ExpiresAt);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_nothing_is_changed()
    {
        var saved = await SaveAsync("""{"name": "later"}""", ifMatch: "\"stale\"");

        Assert.Equal("changed-meanwhile", saved.Refused?.Code);
        Assert.Equal("{}", Assert.Single(_world.Drafts).Answers.GetRawText());
    }

    [Fact]
    public async Task Of_two_savings_at_once_the_second_is_refused()
    {
        var drafts = Substitute.For<IDraftStore>();
        drafts.FindAsync(default!, default!, default).ReturnsForAnyArgs(_world.Drafts[0]);
        drafts.ReplaceAsync(default!, default).ReturnsForAnyArgs((Draft?)null);

        var saved = await SaveAsync("{}", drafts: drafts);

        Assert.Equal("changed-meanwhile", saved.Refused?.Code);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task Answers_that_are_no_object_are_refused(string answers) =>
        Assert.Equal("answers-not-object", (await SaveAsync(answers)).Refused?.Code);

    [Fact]
    public async Task A_body_without_answers_is_refused() =>
        Assert.Equal("answers-not-object", (await SaveAsync(default(JsonElement))).Refused?.Code);

    [Fact]
    public async Task Answers_over_256_kilobytes_are_refused() =>
        Assert.Equal("body-too-large", (await SaveAsync($$"""{"name": "{{new string('x', 256 * 1024)}}"}""")).Refused?.Code);

    [Fact]
    public async Task Answers_are_measured_in_bytes_as_they_will_be_when_they_are_submitted() =>
        Assert.Equal("body-too-large", (await SaveAsync($$"""{"name": "{{new string('字', 100 * 1024)}}"}""")).Refused?.Code);

    [Fact]
    public async Task A_page_id_that_no_form_has_room_for_is_refused() =>
        Assert.Equal(("text-too-long", "page"), ((await SaveAsync("{}", page: new string('p', 65))).Refused?.Code, "page"));

    [Theory]
    [InlineData("person-b", DraftId)]
    [InlineData("person-a", "test-form.zzzzzzzzzzzzzzzz")]
    [InlineData("person-a", "../test-form")]
    public async Task A_draft_of_somebody_else_or_of_nobody_is_not_there(string person, string draftId) =>
        Assert.Equal("not-found", (await SaveAsync(TestForms.Json("{}"), person: person, draftId: draftId)).Refused?.Code);

    [Fact]
    public async Task What_no_longer_fits_is_still_told_after_saving_on_the_new_version_until_it_is_answered_anew()
    {
        _world.Drafts[0] = _world.Drafts[0] with { FormVersion = 0, Answers = TestForms.Json("""{"name": ["x"], "gone": "aside"}""") };

        var first = (await SaveAsync("""{}""", ifMatch: "*")).Value.View;
        var second = (await SaveAsync("""{"name": "Chan"}""", ifMatch: "*")).Value.View;
        var third = (await SaveAsync("""{"name": null}""", ifMatch: "*")).Value.View;

        Assert.Equal(["gone", "name"], first.Unfit.Select(unfit => unfit.Field).Order());
        Assert.Equal((1, "gone"), (second.FormVersion, Assert.Single(second.Unfit).Field));
        Assert.Equal("aside", Assert.Single(third.Unfit).Value.GetString());
    }

    [Fact]
    public async Task Half_a_character_in_an_answer_is_stored_and_given_back_without_a_fault()
    {
        var saved = (await SaveAsync("""{"name": "\ud83d"}""")).Value;

        Assert.Contains("name", JsonSerializer.Serialize(saved.View, Json.Options), StringComparison.Ordinal);
    }

    private Task<EGov.Domain.Outcome<SavedDraft>> SaveAsync(string answers, string ifMatch = "\"0\"", string? page = null, IDraftStore? drafts = null) =>
        SaveAsync(TestForms.Json(answers), ifMatch, page, drafts);

    private Task<EGov.Domain.Outcome<SavedDraft>> SaveAsync(
        JsonElement answers,
        string ifMatch = "\"0\"",
        string? page = null,
        IDraftStore? drafts = null,
        string person = "person-a",
        string draftId = DraftId)
    {
        var store = drafts ?? _world;
        return new SaveDraftHandler(new OwnDrafts(store), store, TestForms.Library(TestForms.Form()), _time)
            .HandleAsync(person, draftId, ifMatch, new SaveDraftCommand(answers, page), TestContext.Current.CancellationToken);
    }
}
