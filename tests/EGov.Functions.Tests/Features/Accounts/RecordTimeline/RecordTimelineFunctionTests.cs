using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Accounts;
using EGov.Functions.Features.Accounts.RecordTimeline;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Tests.Features.Forms;
using EGov.Functions.Tests.Features.Submissions;
using EGov.Functions.Tests.Hosting.Messages;
using EGov.Functions.Tests.Hosting.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Features.Accounts.RecordTimeline;

public sealed class RecordTimelineFunctionTests
{
    private readonly Measures _measures = new();
    private readonly ITimelineStore _timeline = Substitute.For<ITimelineStore>();
    private readonly ConcurrentQueue<(string Person, IReadOnlyList<Happening> Happenings)> _recorded = [];

    public RecordTimelineFunctionTests() => _timeline
        .When(timeline => timeline.RecordAsync(Arg.Any<string>(), Arg.Any<IReadOnlyList<Happening>>(), Arg.Any<CancellationToken>()))
        .Do(call => _recorded.Enqueue((call.Arg<string>(), call.Arg<IReadOnlyList<Happening>>())));

    [Fact]
    public async Task A_step_of_a_case_becomes_a_notice_and_brings_the_cases_line_up_to_date()
    {
        var asked = Cases.Received()
            .Acknowledge(new Act("call-2", "officer-1", Cases.SubmittedAt.AddHours(1), "b")).Value
            .Ask(new Act("call-3", "officer-1", Cases.SubmittedAt.AddHours(2), "b"), "Which year?").Value;

        await RunAsync(Messages.Of(CaseEvents.Of(asked, asked.History[2], null)));

        Assert.Equal(
            ("person-a", new Happening(
                new Notice($"{Cases.Reference.Value}-2", Cases.SubmittedAt.AddHours(2), "question-asked", Cases.Reference.ToString(), "test-form", 1, null),
                new CaseLine(Cases.Reference, "test-form", 1, "immd", CaseStatus.QuestionAsked, Cases.SubmittedAt, Cases.SubmittedAt.AddHours(2)),
                2)),
            Recorded().Single());
    }

    [Fact]
    public async Task A_draft_that_ends_soon_becomes_a_notice_alone()
    {
        var draft = Samples.Draft("test-form.abcdefgh12345678", "person-a", Cases.SubmittedAt);
        var now = Cases.SubmittedAt.AddDays(27);

        await RunAsync(Messages.Of(DraftExpiring.Of(draft, now)));

        Assert.Equal(
            ("person-a", new Happening(new Notice("test-form.abcdefgh12345678-20261223", now, "draft-expiring", null, "test-form", null, draft.DraftId))),
            Recorded().Single());
    }

    [Fact]
    public async Task What_has_happened_to_one_person_is_recorded_together()
    {
        await RunAsync(Received("person-a", 1), Received("person-b", 2), Received("person-a", 3));

        Assert.Equal(["person-a", "person-a", "person-b"], Recorded().Select(one => one.Person).Order(StringComparer.Ordinal));
        Assert.Equal(2, _recorded.Count);
    }

    [Fact]
    public async Task An_event_about_nobody_takes_no_other_with_it()
    {
        var actions = Substitute.For<ServiceBusMessageActions>();
        var good = Received("person-a", 1);

        await Assert.ThrowsAsync<AggregateException>(() => RunAsync(actions, good, Messages.Of(new { data = new { } }, number: 2)));

        Assert.Equal("person-a", Recorded().Single().Person);
        Assert.Single(_measures.Heard, one => one.Name == "egov.notice.count");
        await actions.Received(1).CompleteMessageAsync(good, Arg.Any<CancellationToken>());
        Assert.Single(actions.ReceivedCalls());
    }

    private Task RunAsync(params ServiceBusReceivedMessage[] messages) => RunAsync(Substitute.For<ServiceBusMessageActions>(), messages);

    private Task RunAsync(ServiceBusMessageActions actions, params ServiceBusReceivedMessage[] messages) =>
        new RecordTimelineFunction(_timeline, new MessageBatches(new RightOfWay(TimeProvider.System), TimeProvider.System), _measures.Timeliness).RunAsync(messages, actions, TestContext.Current.CancellationToken);

    private IEnumerable<(string Person, Happening Happening)> Recorded() =>
        from recorded in _recorded
        from happening in recorded.Happenings
        select (recorded.Person, happening);

    private static ServiceBusReceivedMessage Received(string person, byte number)
    {
        var received = Cases.Received(person, reference: Reference.From(new byte[8], [.. Enumerable.Repeat(number, 16)]));
        return Messages.Of(CaseEvents.Of(received, received.History[0], null), number: number);
    }
}
