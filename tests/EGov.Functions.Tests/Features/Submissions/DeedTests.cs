using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Submissions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute.ExceptionExtensions;

namespace EGov.Functions.Tests.Features.Submissions;

public sealed class DeedTests
{
    private static readonly DeedBy _officer = new("officer-1", "officer-1", "key-1", "body-1");

    private readonly FakeTimeProvider _time = new(Cases.SubmittedAt.AddHours(1));
    private readonly ISubmissionStore _store = Substitute.For<ISubmissionStore>();
    private readonly ICaseEvents _events = Substitute.For<ICaseEvents>();
    private readonly Promise _promise = new(7);

    public DeedTests()
    {
        _events.PromiseAsync(default, default!, default).ReturnsForAnyArgs(_promise);
        _store.ReplaceAsync(default!, default).ReturnsForAnyArgs(true);
        _store.FindAsync(Cases.Reference, Arg.Any<CancellationToken>()).Returns(Cases.Received().Stored());
    }

    [Fact]
    public async Task A_step_is_promised_then_written_under_the_version_that_was_read_then_kept()
    {
        var done = (await AcknowledgeAsync()).Value;

        Assert.Equal(CaseStatus.Acknowledged, done.Case.Status);
        var step = done.Case.History[^1];
        Assert.Equal((_time.GetUtcNow(), "officer-1", "body-1", 1), (step.At, step.Actor, step.BodyHash, step.Sequence));
        Received.InOrder(() =>
        {
            _store.FindAsync(Cases.Reference, Arg.Any<CancellationToken>());
            _events.PromiseAsync(Cases.Reference, step.EventId, Arg.Any<CancellationToken>());
            _store.ReplaceAsync(Arg.Is<StoredCase>(written => written.Version == "\"1\"" && written.Case.Status == CaseStatus.Acknowledged), Arg.Any<CancellationToken>());
            _events.Keep(_promise, done.Case, step);
        });
        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
    }

    [Fact]
    public async Task A_repeated_call_finds_its_step_and_does_nothing()
    {
        var done = (await AcknowledgeAsync()).Value;
        Find(done);
        _store.ClearReceivedCalls();
        _events.ClearReceivedCalls();

        var again = await AcknowledgeAsync();

        Assert.Equal(done, again.Value);
        await _store.DidNotReceiveWithAnyArgs().ReplaceAsync(default!, default);
        Assert.Empty(_events.ReceivedCalls());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        Find((await AcknowledgeAsync()).Value);

        Assert.Equal("idempotency-key-reused", (await AcknowledgeAsync(_officer with { BodyHash = "body-2" })).Refused?.Code);
    }

    [Fact]
    public async Task The_same_key_of_another_person_is_another_call()
    {
        Find((await AcknowledgeAsync()).Value);

        Assert.Equal("step-not-allowed", (await AcknowledgeAsync(_officer with { Person = "officer-2" })).Refused?.Code);
    }

    [Fact]
    public async Task What_the_case_does_not_allow_now_is_refused_and_leaves_no_trace()
    {
        var refused = (await DoAsync(_officer, (@case, act) => @case.Decide(act, DecisionOutcome.Approved, "x"))).Refused;

        Assert.Equal("step-not-allowed", refused?.Code);
        Assert.Equal("received", refused!.Values!["status"]);
        await _store.DidNotReceiveWithAnyArgs().ReplaceAsync(default!, default);
        Assert.Empty(_events.ReceivedCalls());
    }

    [Fact]
    public async Task On_a_stale_version_the_step_is_judged_anew_by_what_stands_there_now()
    {
        _store.ReplaceAsync(default!, default).ReturnsForAnyArgs(false, true);
        var meanwhile = Cases.Received().Acknowledge(new Act("other", "officer-2", Cases.SubmittedAt, "b")).Value.Stored("\"2\"");
        _store.FindAsync(Cases.Reference, Arg.Any<CancellationToken>()).Returns(Cases.Received().Stored(), meanwhile);

        var done = await DoAsync(_officer, (@case, act) => @case.Status == CaseStatus.Received ? @case.Acknowledge(act) : @case.Ask(act, "Which year?"));

        Assert.Equal(CaseStatus.QuestionAsked, done.Value.Case.Status);
        await _store.Received(1).ReplaceAsync(Arg.Is<StoredCase>(written => written.Version == "\"2\""), Arg.Any<CancellationToken>());
        await _events.ReceivedWithAnyArgs(1).PromiseAsync(default, default!, default);
        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
        _events.ReceivedWithAnyArgs(1).Keep(default!, default!, default!);
    }

    /// <summary>The write took effect and its answer was lost; the storage client's own retry then met the changed row.</summary>
    [Fact]
    public async Task A_step_whose_own_write_is_found_after_a_lost_answer_is_announced()
    {
        Case? written = null;
        _store.ReplaceAsync(Arg.Do<StoredCase>(stored => written = stored.Case), default).ReturnsForAnyArgs(false);
        _store.FindAsync(Cases.Reference, Arg.Any<CancellationToken>())
            .Returns(_ => (written ?? Cases.Received()).Stored(written is null ? "\"1\"" : "\"2\""));

        var done = (await AcknowledgeAsync()).Value;

        Assert.Equal(CaseStatus.Acknowledged, done.Case.Status);
        _events.Received(1).Keep(_promise, done.Case, done.Case.History[^1]);
        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
    }

    [Fact]
    public async Task Of_two_officers_at_once_the_second_is_told_that_it_is_done()
    {
        _store.ReplaceAsync(default!, default).ReturnsForAnyArgs(false);
        var meanwhile = Cases.Received().Acknowledge(new Act("other", "officer-2", Cases.SubmittedAt, "b")).Value.Stored("\"2\"");
        _store.FindAsync(Cases.Reference, Arg.Any<CancellationToken>()).Returns(Cases.Received().Stored(), meanwhile);

        Assert.Equal("step-not-allowed", (await AcknowledgeAsync()).Refused?.Code);
        _events.Received(1).Withdraw(_promise);
        _events.DidNotReceiveWithAnyArgs().Keep(default!, default!, default!);
    }

    [Fact]
    public async Task A_case_that_never_stands_still_is_given_up_with_the_one_promise_withdrawn()
    {
        _store.ReplaceAsync(default!, default).ReturnsForAnyArgs(false);

        Assert.Equal("changed-meanwhile", (await AcknowledgeAsync()).Refused?.Code);
        await _store.ReceivedWithAnyArgs(5).ReplaceAsync(default!, default);
        await _events.ReceivedWithAnyArgs(1).PromiseAsync(default, default!, default);
        _events.Received(1).Withdraw(_promise);
    }

    [Fact]
    public async Task When_the_bus_takes_no_promise_nothing_is_written()
    {
        _events.PromiseAsync(default, default!, default).ThrowsAsyncForAnyArgs(new IOException("The bus is away"));

        await Assert.ThrowsAsync<IOException>(() => AcknowledgeAsync());

        await _store.DidNotReceiveWithAnyArgs().ReplaceAsync(default!, default);
    }

    [Fact]
    public async Task When_the_write_fails_the_promise_stands()
    {
        _store.ReplaceAsync(default!, default).ThrowsAsyncForAnyArgs(new IOException("No answer"));

        await Assert.ThrowsAsync<IOException>(() => AcknowledgeAsync());

        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
    }

    [Fact]
    public async Task A_case_whose_contents_are_deleted_is_moved_no_more_and_a_repeated_call_is_told_so_too()
    {
        var acknowledged = (await AcknowledgeAsync()).Value;
        var decided = acknowledged.Case.Decide(new Act("event-2", "officer", _time.GetUtcNow(), "body"), DecisionOutcome.Approved, "x").Value;
        Find(acknowledged with { Case = decided.Shred(_time.GetUtcNow(), "case-contents").Value });
        _store.ClearReceivedCalls();

        Assert.Equal("contents-shredded", (await AcknowledgeAsync()).Refused?.Code);
        Assert.Equal("contents-shredded", (await AcknowledgeAsync(_officer with { Person = "officer-2" })).Refused?.Code);
        await _store.DidNotReceiveWithAnyArgs().ReplaceAsync(default!, default);
    }

    [Fact]
    public async Task A_case_that_the_caller_may_not_touch_is_not_there()
    {
        var refused = await DoAsync(_officer, (@case, act) => @case.Acknowledge(act), may: _ => false);

        Assert.Equal("not-found", refused.Refused?.Code);
        await _store.DidNotReceiveWithAnyArgs().ReplaceAsync(default!, default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a reference")]
    [InlineData("AAAA-AAAA-AAAA")]
    public async Task What_is_no_reference_is_not_looked_for(string typed)
    {
        Assert.Equal("not-found", (await DoAsync(_officer, (@case, act) => @case.Acknowledge(act), typed: typed)).Refused?.Code);
        Assert.Empty(_store.ReceivedCalls());
    }

    private void Find(StoredCase stored) => _store.FindAsync(Cases.Reference, Arg.Any<CancellationToken>()).Returns(stored);

    private Task<Outcome<StoredCase>> AcknowledgeAsync(DeedBy? by = null) => DoAsync(by ?? _officer, (@case, act) => @case.Acknowledge(act));

    private Task<Outcome<StoredCase>> DoAsync(DeedBy by, Func<Case, Act, Outcome<Case>> step, Func<Case, bool>? may = null, string? typed = null) =>
        new Deed(_store, _events, _time).DoAsync(typed ?? Cases.Reference.ToString(), by, may ?? (_ => true), step, TestContext.Current.CancellationToken);
}
