using EGov.Domain.Forms;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.StartDraft;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Forms.StartDraft;

public sealed class StartDraftHandlerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 9, 30, 0, TimeSpan.Zero));
    private readonly InMemory _world = new();
    private readonly ISubmittedDrafts _submitted = Substitute.For<ISubmittedDrafts>();
    private readonly IFormLibrary _library = TestForms.Library(TestForms.Form());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_press_makes_an_empty_draft_and_notes_the_day_of_its_notice()
    {
        var started = (await StartAsync()).Value;

        var draft = Assert.Single(_world.Drafts);
        Assert.True(started.New);
        Assert.Equal((draft.DraftId, draft.Version), (started.View.DraftId, started.Version));
        Assert.Equal("{}", started.View.Answers.GetRawText());
        Assert.Equal(_time.GetUtcNow().AddDays(30), started.View.ExpiresAt);
        Assert.Equal(new DraftDue(new DateOnly(2026, 11, 28), "person-a", draft.DraftId, Ending: false), Assert.Single(_world.Calendar));
    }

    [Fact]
    public async Task A_second_press_finds_the_first_ones_draft()
    {
        var first = (await StartAsync()).Value;
        var second = (await StartAsync()).Value;

        Assert.False(second.New);
        Assert.Equal(first.View.DraftId, second.View.DraftId);
        Assert.Single(_world.Drafts);
        Assert.Single(_world.Calendar);
    }

    /// <summary>Its closing comes by a message, perhaps a moment later, perhaps much later.</summary>
    [Fact]
    public async Task A_draft_that_was_submitted_makes_room_for_a_new_one()
    {
        var first = (await StartAsync()).Value;
        _submitted.HasAsync(Arg.Is<FormDefinition>(form => form.Id == "test-form"), "person-a", first.View.DraftId, Arg.Any<CancellationToken>()).Returns(true);

        var second = (await StartAsync()).Value;

        Assert.True(second.New);
        Assert.NotEqual(first.View.DraftId, second.View.DraftId);
        Assert.Equal(second.View.DraftId, Assert.Single(_world.Drafts).DraftId);
    }

    [Fact]
    public async Task Of_two_presses_at_once_the_one_that_comes_second_gets_the_others_draft()
    {
        var other = Samples.Draft("test-form.abcdefgh12345678", "person-a", _time.GetUtcNow());
        var drafts = Substitute.For<IDraftStore>();
        drafts.FindAsync("person-a", "test-form", Arg.Any<CancellationToken>()).Returns(null, other);
        drafts.AddAsync(Arg.Any<Draft>(), Arg.Any<CancellationToken>()).Returns((Draft?)null);

        var started = await Handler(drafts)
            .HandleAsync("person-a", new StartDraftCommand("test-form"), Cancellation);

        Assert.False(started.Value.New);
        Assert.Equal(other.DraftId, started.Value.View.DraftId);
    }

    [Fact]
    public async Task A_draft_that_came_and_went_meanwhile_is_said_to_have_changed()
    {
        var drafts = Substitute.For<IDraftStore>();
        drafts.FindAsync(default!, default!, default).ReturnsForAnyArgs((Draft?)null);
        drafts.AddAsync(default!, default).ReturnsForAnyArgs((Draft?)null);

        var started = await Handler(drafts)
            .HandleAsync("person-a", new StartDraftCommand("test-form"), Cancellation);

        Assert.Equal("changed-meanwhile", started.Refused?.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-such-form")]
    public async Task A_draft_of_no_form_is_refused_and_leaves_no_trace(string? formId)
    {
        var started = await Handler(_world)
            .HandleAsync("person-a", new StartDraftCommand(formId), Cancellation);

        Assert.Equal(("form-unknown", "formId"), (started.Refused?.Code, started.Refused?.Field));
        Assert.Empty(_world.Drafts);
        Assert.Empty(_world.Calendar);
    }

    [Fact]
    public async Task Dying_before_the_draft_is_written_leaves_at_most_an_entry_that_its_day_removes()
    {
        for (var death = 0; death < 3; death++)
        {
            _world.Drafts.Clear();
            _world.Deaths.Restart(death);

            await Assert.ThrowsAsync<IOException>(StartAsync);

            Assert.Empty(_world.Drafts);
        }

        _world.Deaths.Restart(3);
        await Assert.ThrowsAsync<IOException>(StartAsync);
        Assert.Contains(_world.Calendar, due => due.DraftId == Assert.Single(_world.Drafts).DraftId);
    }

    private StartDraftHandler Handler(IDraftStore drafts) => new(_library, drafts, _world, _submitted, _world.Removal, _time);

    private Task<EGov.Domain.Outcome<StartedDraft>> StartAsync() =>
        Handler(_world).HandleAsync("person-a", new StartDraftCommand("test-form"), Cancellation);
}
