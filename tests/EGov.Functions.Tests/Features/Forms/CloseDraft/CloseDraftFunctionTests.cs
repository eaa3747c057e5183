using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.CloseDraft;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Features.Forms.CloseDraft;

public sealed class CloseDraftFunctionTests
{
    private const string DraftId = "test-form.abcdefgh12345678";
    private const string Sent = "aaaaaaaaaaaaaaaaaaaa";
    private const string NotSent = "bbbbbbbbbbbbbbbbbbbb";

    private readonly InMemory _world = new();

    public CloseDraftFunctionTests() => Begin();

    [Fact]
    public async Task The_draft_goes_with_what_was_not_sent_and_what_was_sent_stays_in_the_vault()
    {
        await RunAsync(DraftId);

        Closed();
    }

    [Fact]
    public async Task Wherever_it_dies_the_bus_brings_it_again_and_it_is_completed()
    {
        await RunAsync(DraftId);
        var deaths = _world.Deaths.Passed;
        for (var death = 0; death < deaths; death++)
        {
            Begin();
            _world.Deaths.Restart(death);
            await Assert.ThrowsAsync<IOException>(() => RunAsync(DraftId));
            _world.Deaths.Restart(null);

            await RunAsync(DraftId);

            Closed();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("test-form.zzzzzzzzzzzzzzzz")]
    public async Task A_submission_made_of_no_or_another_draft_leaves_this_one(string? draftId)
    {
        await RunAsync(draftId);

        Assert.Single(_world.Drafts);
        Assert.Equal(2, _world.Vault.Count);
    }

    private void Begin()
    {
        _world.Deaths.Restart(null);
        _world.Drafts.Clear();
        _world.Drafts.Add(Samples.Draft(DraftId, "person-a", Cases.SubmittedAt));
        _world.Attachments[Sent] = Samples.Clean(Sent, DraftId, "person-a", "vaulted-sent") with { Status = AttachmentStatus.Taken };
        _world.Attachments[NotSent] = Samples.Clean(NotSent, DraftId, "person-a", "vaulted-not-sent");
        _world.Vault["vaulted-sent"] = [1];
        _world.Vault["vaulted-not-sent"] = [2];
    }

    private void Closed()
    {
        Assert.Empty(_world.Drafts);
        Assert.Empty(_world.Attachments);
        Assert.Equal("vaulted-sent", Assert.Single(_world.Vault).Key);
    }

    private Task RunAsync(string? draftId)
    {
        var received = Cases.Received();
        return new CloseDraftFunction(_world, _world.Removal).RunAsync(
            CaseEvents.Of(received, received.History[0], draftId), TestContext.Current.CancellationToken);
    }
}
