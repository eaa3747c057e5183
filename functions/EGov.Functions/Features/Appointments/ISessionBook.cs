using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>Keeps the seats of all sessions.</summary>
public interface ISessionBook
{
    /// <summary>
    /// Decides about one session on its present state and keeps the outcome by one conditional replacement. The decision may be asked
    /// again on a newer state, so it must be a function of the state alone and bear being repeated.
    /// </summary>
    Task<T> DecideAsync<T>(SessionKey session, Func<SessionSeats, Decision<T>> decide, CancellationToken cancellation);

    /// <summary>What is taken at an office for a service, by date and session, at most a second old. What is not listed is untouched.</summary>
    Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> CountsAsync(string service, string office, CancellationToken cancellation);
}

/// <summary>What was decided about a session.</summary>
/// <param name="Next">The state to keep; null to keep what is there.</param>
/// <param name="OnFresh">Whether the answer may only rest on a state that is at most a second old: a refusal, or what a person is shown.</param>
public readonly record struct Decision<T>(SessionSeats? Next, T Answer, bool OnFresh = false);

internal static class SessionBooks
{
    /// <summary>Gives a claim's seats back; see <see cref="SessionSeats.Release"/>.</summary>
    public static Task ReleaseAsync(this ISessionBook book, Claim claim, DateTimeOffset rest, CancellationToken cancellation) =>
        book.DecideAsync(claim.Session, session => new Decision<bool>(session.Release(claim.Id, rest), true), cancellation);
}
