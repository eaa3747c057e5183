using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Features.Submissions.EnsurePublished;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>Promises to look at a step again are messages to <c>ensure-published</c>.</summary>
public sealed class ServiceBusCaseEvents(Promises promises) : ICaseEvents
{
    public async Task<Promise> PromiseAsync(Reference reference, string eventId, CancellationToken cancellation) =>
        new(await promises.MakeAsync(Topics.EnsurePublished, new PromisedStep(reference.Value, eventId), cancellation));

    public void Keep(Promise promise, Case written, CaseStep step, string? draftId = null)
    {
        var happened = CaseEvents.Of(written, step, draftId);
        promises.Keep(Topics.EnsurePublished, promise.SequenceNumber, happened.Data.Topic, happened);
    }

    public void Withdraw(Promise promise) => promises.Withdraw(Topics.EnsurePublished, promise.SequenceNumber);
}
