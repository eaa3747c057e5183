using EGov.Functions.Events;

namespace EGov.Functions.Features.Forms;

/// <summary>A draft ends in a few days unless it is saved again.</summary>
public sealed record DraftExpiring(string Person, string DraftId, string FormId, DateTimeOffset ExpiresAt)
{
    internal static CloudEvent<DraftExpiring> Of(Draft draft, DateTimeOffset now) => new(
        $"{draft.DraftId}-{draft.ExpiresAt:yyyyMMdd}",
        "/forms/drafts",
        nameof(DraftExpiring),
        draft.DraftId,
        now,
        new DraftExpiring(draft.Person, draft.DraftId, draft.FormId, draft.ExpiresAt));
}
