using System.Text.Json;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Accounts.RecordTimeline;

/// <summary>Brings a person's timeline up to date with what happened.</summary>
public sealed class RecordTimelineFunction(ITimelineStore timeline)
{
    [Function("RecordTimeline")]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.RecordTimeline, Connection = "ServiceBus")] CloudEvent<JsonElement> happened,
        CancellationToken cancellation) =>
        happened.Type == "DraftExpiring"
            ? RecordDraftAsync(happened, happened.Data.Deserialize<ExpiringDraft>(Json.Options)!, cancellation)
            : RecordCaseAsync(happened, happened.Data.Deserialize<CaseEvent>(Json.Options)!, cancellation);

    private Task RecordCaseAsync(CloudEvent<JsonElement> happened, CaseEvent step, CancellationToken cancellation) =>
        timeline.RecordAsync(
            step.Person,
            new Notice(happened.Id, happened.Time, step.Kind.ToWire(), step.Reference.ToString(), step.FormId, step.FormVersion, null),
            new CaseLine(step.Reference, step.FormId, step.FormVersion, step.Department, step.Status, step.SubmittedAt, happened.Time),
            step.Sequence,
            cancellation);

    private Task RecordDraftAsync(CloudEvent<JsonElement> happened, ExpiringDraft draft, CancellationToken cancellation) =>
        timeline.RecordAsync(
            draft.Person,
            new Notice(happened.Id, happened.Time, "draft-expiring", null, draft.FormId, null, draft.DraftId),
            cancellation);

    /// <summary>What this slice reads of the event DraftExpiring.</summary>
    private sealed record ExpiringDraft(string Person, string DraftId, string FormId);
}
