using EGov.Domain.Submissions;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Features.Audit;

internal static class AuditSubjects
{
    /// <summary>
    /// What a caller wrote into an address, when it is a reference or a draft's id; else null. Anybody may write anything there, an identity card's number too, and
    /// nothing of it must get into the trail.
    /// </summary>
    public static string? Of(string? typed) =>
        Reference.TryParse(typed, out var reference) ? reference.ToString()
        : DraftIds.TryFormOf(typed, out _) ? typed
        : null;
}
