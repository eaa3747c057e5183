using EGov.Functions.Events;
using EGov.Functions.Features.Audit;

namespace EGov.Functions.Features.Forms.ExpireDrafts;

/// <summary>
/// Looks at the drafts whose day has come. A draft saved since is put back into the calendar under its new day, so saving
/// costs no calendar write. Each entry is removed after its effect, and each effect may be repeated.
/// </summary>
public sealed class ExpireDraftsHandler(
    IDraftCalendar calendar,
    IDraftStore drafts,
    DraftRemoval removal,
    IEventPublisher events,
    IAuditTrail trail,
    TimeProvider time)
{
    public async Task HandleAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await foreach (var due in calendar.DueAsync(Day(now), cancellation))
        {
            if (await FindAsync(due, cancellation) is { } draft)
            {
                await TreatAsync(draft, due, now, cancellation);
            }
            else
            {
                await RecordAsync(AuditAction.Change, due.DraftId, now, cancellation);
                await removal.RemoveAttachmentsAsync(due.DraftId, cancellation);
            }

            await calendar.RemoveAsync(due, cancellation);
        }
    }

    private async Task TreatAsync(Draft draft, DraftDue due, DateTimeOffset now, CancellationToken cancellation)
    {
        var noticeDay = Day(draft.ExpiresAt - Draft.Notice);
        if (noticeDay > Day(now))
        {
            await calendar.PutAsync(due with { Day = noticeDay, Ending = false }, cancellation);
        }
        else if (draft.ExpiresAt > now)
        {
            await RecordAsync(AuditAction.Read, draft.DraftId, now, cancellation);
            await events.PublishAsync(Topics.DraftExpiring, DraftExpiring.Of(draft, now), cancellation);
            await calendar.PutAsync(due with { Day = Day(draft.ExpiresAt).AddDays(1), Ending = true }, cancellation);
        }
        else
        {
            await RecordAsync(AuditAction.Change, draft.DraftId, now, cancellation);
            await removal.RemoveAsync(draft, cancellation);
        }
    }

    private Task RecordAsync(AuditAction action, string draftId, DateTimeOffset now, CancellationToken cancellation) => trail.RecordAsync(
        AuditActor.Platform.Entry(now, action, draftId, AuditPurpose.DeleteInTime, "ExpireDrafts"), cancellation);

    private async Task<Draft?> FindAsync(DraftDue due, CancellationToken cancellation) =>
        DraftIds.TryFormOf(due.DraftId, out var formId)
        && await drafts.FindAsync(due.Person, formId, cancellation) is { } draft
        && draft.DraftId == due.DraftId
            ? draft
            : null;

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
