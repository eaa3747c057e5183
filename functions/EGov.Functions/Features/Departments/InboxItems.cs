using EGov.Functions.Events;

namespace EGov.Functions.Features.Departments;

internal static class InboxItems
{
    /// <summary>The inbox's picture of a case, out of an event.</summary>
    public static InboxItem AsInboxItem(this CaseEvent step) =>
        new(step.Department, step.Reference, step.FormId, step.FormVersion, step.Status, step.SubmittedAt);
}
