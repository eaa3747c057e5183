using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>Keeps the seats of all sessions.</summary>
public interface ISessionBook
{
    /// <summary>
    /// Decides about one session on its present state and keeps the outcome by one conditional replacement. The decision may be asked
    /// again on a newer state, so it must be a function of the state alone and bear being repeated. A refusal is never given on a state
    /// that is older than a second.
    /// </summary>
    Task<T> DecideAsync<T>(SessionKey session, Func<SessionSeats, Decision<T>> decide, CancellationToken cancellation);

    /// <summary>What is taken at an office for a service, by date and session, at most a second old. What is not listed is untouched.</summary>
    ValueTask<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> CountsAsync(string service, string office, CancellationToken cancellation);
}

/// <summary>What was decided about a session.</summary>
/// <param name="Next">The state to keep; null to keep what is there.</param>
/// <param name="Refused">Whether the answer is no, and so must not rest on what may have changed.</param>
public readonly record struct Decision<T>(SessionSeats? Next, T Answer, bool Refused = false);
