namespace EGov.Domain.Appointments;

/// <summary>What a taken seat is taken as.</summary>
public enum SeatState
{
    /// <summary>Somebody's alone until an instant; then it is free, though nobody clears it away.</summary>
    Held,

    /// <summary>Booked for good.</summary>
    Booked,

    /// <summary>Given back, and free from an instant that nobody can foresee, so that giving back cannot be timed with a friend.</summary>
    Resting,

    /// <summary>Not a seat: a claim that may never be honoured any more, remembered until an instant.</summary>
    Revoked,
}

/// <summary>Whether a person came.</summary>
public enum Visit
{
    Expected,
    Arrived,

    /// <summary>The time passed and nobody came.</summary>
    Missed,
}

/// <summary>Who takes seats: nothing here tells who it is.</summary>
/// <param name="Claim">Names the call that takes them.</param>
/// <param name="Person">Leads to the booking: a keyed hash; empty where there is none.</param>
/// <param name="Reference">What the person quotes at the office.</param>
/// <param name="Class">The class of applicant: which desk they go to.</param>
public sealed record SeatOwner(string Claim, string Person, string Reference, string Class)
{
    /// <summary>Whether the seat was given at the office to somebody who came without an appointment: there is a reference, and nothing that leads to a person.</summary>
    public bool IsWalkIn => Person.Length == 0 && Reference.Length > 0;

    /// <summary>The owner of a seat that is given at the office.</summary>
    public static SeatOwner WalkIn(string claim, string reference, string @class) => new(claim, "", reference, @class);
}

/// <summary>A seat that is not simply free.</summary>
/// <param name="Slot">The slot's number in its session; -1 of a revoked claim.</param>
/// <param name="Number">The seat's number in its slot.</param>
/// <param name="Until">The end of a hold, a rest or a revocation; of a booked seat, never.</param>
/// <param name="Confirmation">Names the call that booked it; null before.</param>
/// <param name="VisitAt">When the visit was noted.</param>
/// <param name="VisitCall">Names the call that noted it, so that its repetition is known as one.</param>
public sealed record Seat(
    int Slot,
    int Number,
    SeatState State,
    SeatOwner Owner,
    DateTimeOffset Until,
    string? Confirmation = null,
    Visit Visit = Visit.Expected,
    DateTimeOffset? VisitAt = null,
    string? VisitCall = null)
{
    public string Claim => Owner.Claim;

    public bool IsTaken(DateTimeOffset now) => State is SeatState.Booked || (State is not SeatState.Revoked && Until > now);
}
