using System.Text.Json;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Hosting;

namespace EGov.Functions.Features.Audit.AppendAudit;

/// <summary>A message to the trail is an entry, or an event that a topic has forwarded.</summary>
internal static class AuditMessages
{
    /// <exception cref="JsonException">It is neither.</exception>
    public static AuditEntry Read(JsonElement message) => message.TryGetProperty("specversion", out _)
        ? message.GetProperty("source").GetString() switch
        {
            "/submissions" => Of(message.Deserialize<CloudEvent<CaseEvent>>(Json.Options)!),
            "/appointments" => Of(message.Deserialize<CloudEvent<AppointmentEvent>>(Json.Options)!),
            var source => throw new JsonException($"Events of {source} are not recorded"),
        }
        : message.Deserialize<AuditEntry>(Json.Options)!;

    private static AuditEntry Of(CloudEvent<CaseEvent> happened)
    {
        var step = happened.Data;
        var actor = step.Actor is null || step.Kind is CaseStepKind.SubmissionReceived or CaseStepKind.QuestionAnswered
            ? new AuditActor(step.Person, AuditActorKind.Person)
            : new AuditActor(step.Actor, AuditActorKind.Department, step.Department);
        return actor.Entry(
            happened.Id,
            happened.Time,
            AuditAction.Change,
            step.Reference.ToString(),
            actor.Kind is AuditActorKind.Person ? AuditPurpose.OwnAffairs : AuditPurpose.ProcessCase,
            happened.Type);
    }

    private static AuditEntry Of(CloudEvent<AppointmentEvent> happened)
    {
        var moved = happened.Data;
        var own = moved.Kind is AppointmentEventKind.AppointmentBooked or AppointmentEventKind.AppointmentChanged or AppointmentEventKind.AppointmentCancelled;
        return (own ? AuditActor.Holder(moved.Person) : AuditActor.Platform).Entry(
            happened.Id,
            happened.Time,
            AuditAction.Change,
            moved.Reference.ToString(),
            own ? AuditPurpose.OwnAffairs : AuditPurpose.ArrangeAppointments,
            happened.Type);
    }
}
