using EGov.Domain;
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

    /// <summary>The same, read now.</summary>
    Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> FreshCountsAsync(string service, string office, CancellationToken cancellation);

    /// <summary>The sessions of a service at an office on a day, with all their seats, as they stand now. What is not listed is untouched.</summary>
    Task<IReadOnlyDictionary<string, SessionSeats>> DayAsync(string service, string office, DateOnly date, CancellationToken cancellation);

    /// <summary>What came of the sessions of a service at an office from one day to another. What is not listed is untouched.</summary>
    Task<IReadOnlyDictionary<(DateOnly Date, string Session), SessionTally>> TalliesAsync(
        string service, string office, DateOnly from, DateOnly to, CancellationToken cancellation);
}

/// <summary>What was decided about a session.</summary>
/// <param name="Next">The state to keep; null to keep what is there.</param>
/// <param name="OnFresh">Whether the answer may only rest on a state that is at most a second old: a refusal, or what a person is shown.</param>
public readonly record struct Decision<T>(SessionSeats? Next, T Answer, bool OnFresh = false);

internal static class SessionBooks
{
    /// <summary>The seats that a claim has now, from a state that is at most a second old.</summary>
    public static Task<Standing> StandingAsync(this ISessionBook book, Claim claim, DateTimeOffset now, CancellationToken cancellation) =>
        book.DecideAsync(claim.Session, session => new Decision<Standing>(null, Standing.Of(session, claim.Id, now), OnFresh: true), cancellation);

    /// <summary>Books what a claim holds; see <see cref="SessionSeats.Confirm"/>.</summary>
    public static Task<Outcome<IReadOnlyList<Seat>>> ConfirmAsync(
        this ISessionBook book,
        Claim claim,
        string call,
        DateTimeOffset now,
        CancellationToken cancellation) =>
        book.DecideAsync(
            claim.Session,
            session =>
            {
                var outcome = session.Confirm(claim.Id, call, now);
                return outcome.Refused is { } refusal
                    ? new Decision<Outcome<IReadOnlyList<Seat>>>(null, refusal, OnFresh: true)
                    : new Decision<Outcome<IReadOnlyList<Seat>>>(outcome.Value, Outcome<IReadOnlyList<Seat>>.Of(outcome.Value.Of(claim.Id, now)));
            },
            cancellation);

    /// <summary>Takes seats for a claim, or finds that it has them. False when there is no room, or when the claim was given up.</summary>
    public static Task<bool> TakeAsync(
        this ISessionBook book,
        OfferedSlot slot,
        SeatOwner owner,
        int party,
        DateTimeOffset now,
        DateTimeOffset? until,
        CancellationToken cancellation) =>
        book.DecideAsync(
            slot.Plan.Key,
            session => session.Claim(slot.Plan, slot.Released, slot.Slot, party, owner, now, until) is { } taken
                ? new Decision<bool>(taken, true)
                : new Decision<bool>(null, false, OnFresh: true),
            cancellation);

    /// <summary>
    /// Gives back at once what was offered and not taken; where this is not reached, the hold lapses. An earlier seat is left: when its offer would
    /// end, it is passed on to the next watcher.
    /// </summary>
    public static Task LetGoAsync(this ISessionBook book, Offer? offer, DateTimeOffset now, CancellationToken cancellation) =>
        offer is null or { Reason: OfferReason.EarlierSeat } || !offer.IsOpen(now) ? Task.CompletedTask : book.ReleaseAsync(offer.Claim, offer.Until, cancellation);

    /// <summary>Frees what a claim holds; see <see cref="SessionSeats.Undo"/>.</summary>
    public static Task UndoAsync(this ISessionBook book, Claim claim, CancellationToken cancellation) =>
        book.DecideAsync(claim.Session, session => new Decision<bool>(session.Undo(claim.Id), true), cancellation);

    /// <summary>Gives a claim's seats back; see <see cref="SessionSeats.Release"/>.</summary>
    public static Task ReleaseAsync(this ISessionBook book, Claim claim, DateTimeOffset rest, CancellationToken cancellation) =>
        book.DecideAsync(claim.Session, session => new Decision<bool>(session.Release(claim.Id, rest), true), cancellation);
}
