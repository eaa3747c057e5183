using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.CloseDraft;

/// <summary>What was submitted is no draft any more: the draft goes, and the files that were not sent with it.</summary>
public sealed class CloseDraftFunction(IDraftStore drafts, DraftRemoval removal)
{
    [Function("CloseDraft")]
    [AuditedByEvent(Topics.SubmissionReceived)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.SubmissionReceived, "drafts", Connection = "ServiceBus")] CloudEvent<CaseEvent> received,
        CancellationToken cancellation)
    {
        if (received.Data is { DraftId: { } draftId } submission
            && await drafts.FindAsync(submission.Person, submission.FormId, cancellation) is { } draft
            && draft.DraftId == draftId)
        {
            await removal.RemoveAsync(draft, cancellation);
        }
    }
}
