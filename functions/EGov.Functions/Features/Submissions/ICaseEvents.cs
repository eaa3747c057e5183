using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Submissions;

/// <summary>
/// Announces a case's steps so that none is lost and none is invented. Before the step is written a promise to look again
/// is left on the bus; after it is written the event is sent and the promise withdrawn. A process that dies in between
/// leaves the promise, which comes due, finds the step in the case's history, and sends its event; or finds none, and rests.
/// </summary>
public interface ICaseEvents
{
    /// <exception cref="Exception">The bus does not take it: then nothing may be written.</exception>
    Task<Promise> PromiseAsync(Reference reference, string eventId, CancellationToken cancellation);

    /// <summary>The step stands: its event goes out in the background, then the promise is withdrawn.</summary>
    /// <param name="draftId">The draft that a received submission ends.</param>
    void Keep(Promise promise, Case written, CaseStep step, string? draftId = null);

    /// <summary>The step was not written by this call: nothing to announce.</summary>
    void Withdraw(Promise promise);
}

/// <summary>A scheduled look at one step of one case.</summary>
public sealed record Promise(long SequenceNumber);
