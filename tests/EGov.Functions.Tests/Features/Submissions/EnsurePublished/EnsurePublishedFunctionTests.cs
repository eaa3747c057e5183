using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Features.Submissions.EnsurePublished;

namespace EGov.Functions.Tests.Features.Submissions.EnsurePublished;

public sealed class EnsurePublishedFunctionTests
{
    private readonly ISubmissionStore _store = Substitute.For<ISubmissionStore>();
    private readonly IEventPublisher _events = Substitute.For<IEventPublisher>();

    [Fact]
    public async Task A_step_that_was_written_is_announced_under_the_id_that_it_always_has()
    {
        var received = Cases.Received();
        Found(received, Cases.Contents("test-form.abcdefgh12345678", "aaaaaaaaaaaaaaaaaaaa"));

        await RunAsync(new PromisedStep(Cases.Reference.Value, "call-1"));

        var expected = CaseEvents.Of(received, received.History[0], "test-form.abcdefgh12345678");
        await _events.Received(1).PublishAsync(
            Topics.SubmissionReceived,
            Arg.Is<CloudEvent<CaseEvent>>(sent => sent.Id == expected.Id
                && sent.Time == expected.Time
                && sent.Data.DraftId == "test-form.abcdefgh12345678"),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_later_step_goes_to_its_own_topic_without_what_only_the_first_takes_along()
    {
        var acknowledged = Cases.Received().Acknowledge(new Act("call-2", "officer-1", Cases.SubmittedAt, "b")).Value;
        Found(acknowledged, Cases.Contents("test-form.abcdefgh12345678", "aaaaaaaaaaaaaaaaaaaa"));

        await RunAsync(new PromisedStep(Cases.Reference.Value, "call-2"));

        await _events.Received(1).PublishAsync(
            Topics.CaseMoved,
            Arg.Is<CloudEvent<CaseEvent>>(sent => sent.Id == $"{Cases.Reference.Value}-1" && sent.Data.DraftId == null),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_step_that_was_never_written_is_not_announced()
    {
        Found(Cases.Received(), Cases.Contents());

        await RunAsync(new PromisedStep(Cases.Reference.Value, "never-written"));

        Assert.Empty(_events.ReceivedCalls());
    }

    [Fact]
    public async Task A_case_that_was_never_written_is_not_announced()
    {
        _store.OpenAsync(default, default).ReturnsForAnyArgs(((StoredCase, SubmissionContents?)?)null);

        await RunAsync(new PromisedStep(Cases.Reference.Value, "call-1"));

        Assert.Empty(_events.ReceivedCalls());
    }

    [Fact]
    public async Task Of_a_case_whose_contents_are_deleted_the_step_is_announced_without_a_draft()
    {
        var decided = Cases.Received()
            .Acknowledge(new Act("event-1", "officer", Cases.SubmittedAt, "body")).Value
            .Decide(new Act("event-2", "officer", Cases.SubmittedAt, "body"), DecisionOutcome.Approved, "x").Value;
        Found(decided.Shred(Cases.SubmittedAt, "case-contents").Value, null);

        await RunAsync(new PromisedStep(Cases.Reference.Value, "call-1"));

        await _events.Received(1).PublishAsync(Topics.SubmissionReceived, Arg.Is<CloudEvent<CaseEvent>>(sent => sent.Data.DraftId == null), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_promise_of_no_reference_rests()
    {
        await RunAsync(new PromisedStep("not a reference", "call-1"));

        Assert.Empty(_store.ReceivedCalls());
        Assert.Empty(_events.ReceivedCalls());
    }

    [Fact]
    public async Task When_the_bus_is_away_it_throws_so_that_the_promise_comes_again()
    {
        Found(Cases.Received(), Cases.Contents());
        _events.PublishAsync<CaseEvent>(default!, default!, default).ReturnsForAnyArgs(Task.FromException(new IOException("away")));

        await Assert.ThrowsAsync<IOException>(() => RunAsync(new PromisedStep(Cases.Reference.Value, "call-1")));
    }

    private void Found(Case @case, SubmissionContents? contents) =>
        _store.OpenAsync(Cases.Reference, Arg.Any<CancellationToken>()).Returns((@case.Stored(), contents));

    private Task RunAsync(PromisedStep promised) =>
        new EnsurePublishedFunction(_store, _events).RunAsync(promised, TestContext.Current.CancellationToken);
}
