using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Departments;
using EGov.Functions.Features.Departments.DeliverSubmission;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Tests.Features.Submissions;
using EGov.Functions.Tests.Hosting.Messages;
using EGov.Functions.Tests.Hosting.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Features.Departments.DeliverSubmission;

public sealed class DeliverSubmissionFunctionTests
{
    private static readonly DateTimeOffset LockedUntil = Cases.SubmittedAt.AddMinutes(1);

    private readonly Measures _measures = new();
    private readonly IInboxStore _inbox = Substitute.For<IInboxStore>();
    private readonly ConcurrentQueue<(string Department, IReadOnlyList<Arrival> Arrivals)> _added = [];

    public DeliverSubmissionFunctionTests() => _inbox
        .When(inbox => inbox.AddAsync(Arg.Any<string>(), Arg.Any<IReadOnlyList<Arrival>>(), Arg.Any<CancellationToken>()))
        .Do(call => _added.Enqueue((call.Arg<string>(), call.Arg<IReadOnlyList<Arrival>>())));

    [Fact]
    public async Task Each_departments_submissions_are_put_into_its_inbox_together()
    {
        await DeliverAsync(Received("immd", 1), Received("td", 2), Received("immd", 3));

        Assert.Equal(
            [("immd", Reference(1)), ("immd", Reference(3)), ("td", Reference(2))],
            from added in _added
            orderby added.Department
            from arrival in added.Arrivals
            select (added.Department, arrival.Item.Reference));
        Assert.Equal(2, _added.Count);
    }

    [Fact]
    public async Task What_is_in_the_inbox_counts_as_handed_over_and_what_could_not_be_put_in_does_not()
    {
        await DeliverAsync(Received("immd", 1), Received("td", 2));
        _inbox.AddAsync("ird", Arg.Any<IReadOnlyList<Arrival>>(), Arg.Any<CancellationToken>()).Returns(Task.FromException(new InvalidOperationException()));

        await Assert.ThrowsAsync<AggregateException>(() => DeliverAsync(Received("ird", 3)));

        Assert.Equal(2, _measures.Heard.Count(one => one.Name == "egov.handover.count"));
    }

    [Fact]
    public async Task What_is_put_in_is_the_case_as_it_was_received()
    {
        await DeliverAsync(Messages.Of(Event(Cases.Received()), lockedUntil: LockedUntil));

        Assert.Equal(new InboxItem("immd", Cases.Reference, "test-form", 1, CaseStatus.Received, Cases.SubmittedAt), TheArrival().Item);
    }

    [Fact]
    public async Task A_first_delivery_is_alone_until_its_lock_may_have_lapsed()
    {
        await DeliverAsync(Messages.Of(Event(Cases.Received()), lockedUntil: LockedUntil));

        Assert.Equal(LockedUntil.AddSeconds(-10), TheArrival().AloneUntil);
    }

    [Fact]
    public async Task A_message_that_was_handed_out_before_is_never_alone()
    {
        await DeliverAsync(Messages.Of(Event(Cases.Received()), deliveryCount: 2, lockedUntil: LockedUntil));

        Assert.Equal(DateTimeOffset.MinValue, TheArrival().AloneUntil);
    }

    [Fact]
    public async Task An_event_so_old_that_the_topic_may_have_let_a_second_one_through_is_alone_no_more()
    {
        await DeliverAsync(Messages.Of(Event(Cases.Received()), lockedUntil: Cases.SubmittedAt.AddMinutes(10)));

        Assert.Equal(Cases.SubmittedAt.AddMinutes(5), TheArrival().AloneUntil);
    }

    private Task DeliverAsync(params ServiceBusReceivedMessage[] messages) =>
        new DeliverSubmissionFunction(_inbox, new MessageBatches(new RightOfWay(TimeProvider.System), TimeProvider.System), _measures.Timeliness).RunAsync(
            messages, Substitute.For<ServiceBusMessageActions>(), TestContext.Current.CancellationToken);

    private Arrival TheArrival() => Assert.Single(Assert.Single(_added).Arrivals);

    private static CloudEvent<CaseEvent> Event(Case received) => CaseEvents.Of(received, received.History[0], null);

    private static ServiceBusReceivedMessage Received(string department, byte number) => Messages.Of(
        Event(Cases.Received(reference: Reference(number)) with { Department = department }), lockedUntil: LockedUntil, number: number);

    private static Reference Reference(byte number) => EGov.Domain.Submissions.Reference.From(new byte[8], [.. Enumerable.Repeat(number, 16)]);
}
