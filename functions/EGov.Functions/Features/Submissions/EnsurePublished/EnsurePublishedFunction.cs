using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.EnsurePublished;

/// <summary>
/// A promise has come due: whoever made it died before withdrawing it. If the step was written its event is sent, perhaps
/// again; if it was not, there is nothing to announce.
/// </summary>
public sealed class EnsurePublishedFunction(ISubmissionStore store, IEventPublisher events)
{
    [Function("EnsurePublished")]
    [AuditedByEvent(Topics.SubmissionReceived, Topics.CaseMoved)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.EnsurePublished, Connection = "ServiceBus")] PromisedStep promised,
        CancellationToken cancellation)
    {
        if (!Reference.TryParse(promised.Reference, out var reference)
            || await store.OpenAsync(reference, cancellation) is not { } opened
            || opened.Case.Case.StepOf(promised.EventId) is not { } step)
        {
            return;
        }

        var draftId = step.Kind is CaseStepKind.SubmissionReceived ? opened.Contents?.DraftId : null;
        var announced = CaseEvents.Of(opened.Case.Case, step, draftId);
        await events.PublishAsync(announced.Data.Topic, announced, cancellation);
    }
}

/// <summary>A step that was about to be written.</summary>
public sealed record PromisedStep(string Reference, string EventId);
