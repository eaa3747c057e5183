namespace EGov.Functions.Features.Appointments;

/// <summary>
/// What officers did to quotas, newest first. It is noted before the first session is touched, and completed afterwards: no quota changes without a
/// note, and a call that died on its way is seen as unfinished until it is repeated.
/// </summary>
public interface IQuotaChanges
{
    /// <summary>Notes what is begun; when the same call began it before, what it noted then.</summary>
    Task<QuotaChange> BeginAsync(QuotaChange begun, CancellationToken cancellation);

    /// <summary>Notes what came of it. When the same call, made twice, noted it already, that stays.</summary>
    Task FinishAsync(QuotaChange done, CancellationToken cancellation);

    Task<QuotaChangePage> ListAsync(string office, string? continuation, int take, CancellationToken cancellation);
}

/// <summary>Some of an office's changes.</summary>
public sealed record QuotaChangePage(IReadOnlyList<QuotaChange> Changes, string? Continuation);

/// <summary>One call that sets the quota of a session on several dates.</summary>
/// <param name="Call">Names the call: it is noted once.</param>
/// <param name="CallHash">A keyed hash of what the call sent.</param>
/// <param name="By">The officer's person key.</param>
/// <param name="Name">The officer's name as their token says it, for their colleagues: sealed where it lies.</param>
/// <param name="Seats">Seats of each slot from then on.</param>
/// <param name="Version">The store's; empty when it was never stored.</param>
public sealed record QuotaChange(
    string Office,
    string Call,
    string CallHash,
    DateTimeOffset At,
    string By,
    string? Name,
    string Service,
    string Session,
    int Seats,
    IReadOnlyList<QuotaEffect> Effects,
    bool Finished,
    string Version = "");

/// <summary>What a quota means, or meant, for one date.</summary>
/// <param name="Planned">Seats of each slot by the rules.</param>
/// <param name="Before">Seats of each slot until then.</param>
/// <param name="Booked">Booked seats of the whole session.</param>
/// <param name="Held">Seats of the whole session that are held, or rest after they were given back.</param>
/// <param name="Time">The first slot in which more is taken than the quota would give, when it is refused.</param>
/// <param name="Taken">How many are taken there.</param>
public sealed record QuotaEffect(
    DateOnly Date,
    int Planned,
    int Before,
    int Seats,
    int Booked,
    int Held,
    QuotaOutcome Outcome,
    string? Time = null,
    int? Taken = null);

/// <summary>What comes of a quota.</summary>
public enum QuotaOutcome
{
    /// <summary>It is another one than before.</summary>
    Changed,

    /// <summary>It was so before.</summary>
    Unchanged,

    /// <summary>More is taken already.</summary>
    Refused,
}
