using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Audit.AppendAudit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Tests.Features.Forms;
using EGov.Functions.Tests.Features.Submissions;
using EGov.Functions.Tests.Hosting.Messages;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Features.Audit.AppendAudit;

public sealed class AppendAuditFunctionTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    private static readonly AuditEntry _entry = new(
        "entry-1", _at, "officer-1", AuditActorKind.Officer, AuditAction.Read, "CDFH-3467-XY3K", AuditPurpose.ProcessCase, "OpenSubmission", "td");

    private readonly IAuditChain _chain = Substitute.For<IAuditChain>();
    private readonly List<IReadOnlyList<AuditEntry>> _appended = [];

    public AppendAuditFunctionTests() => _chain
        .When(chain => chain.AppendAsync(Arg.Any<IReadOnlyList<AuditEntry>>(), Arg.Any<CancellationToken>()))
        .Do(call => _appended.Add(call.Arg<IReadOnlyList<AuditEntry>>()));

    [Fact]
    public async Task What_came_together_is_appended_by_one_call_in_the_order_of_its_coming()
    {
        await RunAsync([.. Enumerable.Range(1, 100).Select(number => Messages.Of(_entry with { Id = $"entry-{number}" }, number: number))]);

        Assert.Equal(Enumerable.Range(1, 100).Select(number => _entry with { Id = $"entry-{number}" }), Assert.Single(_appended));
    }

    [Fact]
    public async Task A_submission_is_a_change_by_its_person()
    {
        var received = Cases.Received();

        await RunAsync(Messages.Of(CaseEvents.Of(received, received.History[0], "test-form.abcdefgh12345678")));

        Assert.Equal(
            new AuditEntry(
                $"{Cases.Reference.Value}-0", Cases.SubmittedAt, "person-a", AuditActorKind.Person, AuditAction.Change, Cases.Reference.ToString(), AuditPurpose.OwnAffairs, "SubmissionReceived"),
            Assert.Single(Assert.Single(_appended)));
    }

    [Fact]
    public async Task A_step_of_the_department_is_a_change_by_whoever_made_it()
    {
        var acknowledged = Cases.Received().Acknowledge(new Act("call-2", "officer-1", Cases.SubmittedAt.AddHours(1), "b")).Value;

        await RunAsync(Messages.Of(CaseEvents.Of(acknowledged, acknowledged.History[1], null)));

        Assert.Equal(
            new AuditEntry(
                $"{Cases.Reference.Value}-1",
                Cases.SubmittedAt.AddHours(1),
                "officer-1",
                AuditActorKind.Department,
                AuditAction.Change,
                Cases.Reference.ToString(),
                AuditPurpose.ProcessCase,
                "SubmissionAcknowledged",
                "immd"),
            Assert.Single(Assert.Single(_appended)));
    }

    [Theory]
    [InlineData(AppointmentEventKind.AppointmentBooked, "document", AuditActorKind.HolderOfCode, AuditPurpose.OwnAffairs)]
    [InlineData(AppointmentEventKind.AppointmentChanged, "document", AuditActorKind.HolderOfCode, AuditPurpose.OwnAffairs)]
    [InlineData(AppointmentEventKind.AppointmentCancelled, "document", AuditActorKind.HolderOfCode, AuditPurpose.OwnAffairs)]
    [InlineData(AppointmentEventKind.AppointmentOffered, AuditEntry.Platform, AuditActorKind.System, AuditPurpose.ArrangeAppointments)]
    [InlineData(AppointmentEventKind.AppointmentClosed, AuditEntry.Platform, AuditActorKind.System, AuditPurpose.ArrangeAppointments)]
    public async Task What_happens_to_an_appointment_is_its_holders_change_or_the_platforms(AppointmentEventKind kind, string actor, AuditActorKind actorKind, AuditPurpose purpose)
    {
        var moved = new AppointmentEvent(kind, "hkic", "document", Cases.Reference, 1, Account: null, Contactable: false);

        await RunAsync(Messages.Of(new CloudEvent<AppointmentEvent>("event-1", "/appointments", kind.ToString(), Cases.Reference.ToString(), _at, moved)));

        Assert.Equal(
            new AuditEntry("event-1", _at, actor, actorKind, AuditAction.Change, Cases.Reference.ToString(), purpose, kind.ToString()),
            Assert.Single(Assert.Single(_appended)));
    }

    [Fact]
    public async Task One_that_is_neither_an_entry_nor_such_an_event_keeps_no_other_away()
    {
        var strange = DraftExpiring.Of(Samples.Draft("test-form.abcdefgh12345678", "person-a", _at), _at);

        await Assert.ThrowsAsync<AggregateException>(() => RunAsync(Messages.Of(_entry), Messages.Of(strange, number: 2), Messages.Of("nonsense", number: 3)));

        Assert.Equal(_entry, Assert.Single(Assert.Single(_appended)));
    }

    /// <summary>Of whatever is in an event, references and pseudonyms alone get into the trail.</summary>
    [Fact]
    public async Task An_entry_says_nothing_but_references_and_words_of_ours()
    {
        var received = Cases.Received();

        await RunAsync(Messages.Of(CaseEvents.Of(received, received.History[0], "test-form.abcdefgh12345678")));

        var written = JsonSerializer.SerializeToElement(Assert.Single(Assert.Single(_appended)), Json.Options);
        Assert.Equal(
            ["id", "at", "actor", "actorKind", "action", "subject", "purpose", "function"],
            written.EnumerateObject().Select(member => member.Name));
    }

    private Task RunAsync(params ServiceBusReceivedMessage[] messages) =>
        new AppendAuditFunction(_chain, new MessageBatches(new RightOfWay(TimeProvider.System), TimeProvider.System))
            .RunAsync(messages, Substitute.For<ServiceBusMessageActions>(), TestContext.Current.CancellationToken);
}
