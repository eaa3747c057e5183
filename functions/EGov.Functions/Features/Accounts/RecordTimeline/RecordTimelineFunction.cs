using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Hosting.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Accounts.RecordTimeline;

/// <summary>Brings people's timelines up to date with what happened.</summary>
public sealed class RecordTimelineFunction(ITimelineStore timeline, MessageBatches batches, Timeliness timeliness)
{
    [Function("RecordTimeline")]
    [AuditedByEvent(Topics.SubmissionReceived, Topics.CaseMoved)]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.RecordTimeline, Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) =>
        batches.HandleAsync<CloudEvent<JsonElement>>(
            Topics.RecordTimeline,
            messages,
            actions,
            happened => happened.Data.GetProperty("person").GetString()!,
            (person, happened) => RecordAsync(person, happened, cancellation),
            cancellation);

    private async Task RecordAsync(string person, IReadOnlyList<Arrived<CloudEvent<JsonElement>>> happened, CancellationToken cancellation)
    {
        await timeline.RecordAsync(person, [.. happened.Select(one => Read(one.Body))], cancellation);
        foreach (var one in happened)
        {
            timeliness.Told(one.Body.Time);
        }
    }

    private static Happening Read(CloudEvent<JsonElement> happened) => happened.Type == "DraftExpiring"
        ? Of(happened, happened.Data.Deserialize<ExpiringDraft>(Json.Options)!)
        : Of(happened, happened.Data.Deserialize<CaseEvent>(Json.Options)!);

    private static Happening Of(CloudEvent<JsonElement> happened, CaseEvent step) => new(
        new Notice(happened.Id, happened.Time, step.Kind.ToWire(), step.Reference.ToString(), step.FormId, step.FormVersion, null),
        new CaseLine(step.Reference, step.FormId, step.FormVersion, step.Department, step.Status, step.SubmittedAt, happened.Time),
        step.Sequence);

    private static Happening Of(CloudEvent<JsonElement> happened, ExpiringDraft draft) =>
        new(new Notice(happened.Id, happened.Time, "draft-expiring", null, draft.FormId, null, draft.DraftId));

    /// <summary>What this slice reads of the event DraftExpiring.</summary>
    private sealed record ExpiringDraft(string DraftId, string FormId);
}
