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

/// <summary>A seat that is not simply free.</summary>
/// <param name="Slot">The slot's number in its session; -1 of a revoked claim.</param>
/// <param name="Number">The seat's number in its slot.</param>
/// <param name="Claim">Names the call that took it.</param>
/// <param name="Person">Leads to the booking: a keyed hash, no personal data.</param>
/// <param name="Until">The end of a hold, a rest or a revocation; of a booked seat, never.</param>
/// <param name="Confirmation">Names the call that booked it; null before.</param>
public sealed record Seat(int Slot, int Number, SeatState State, string Claim, string Person, DateTimeOffset Until, string? Confirmation = null)
{
    public bool IsTaken(DateTimeOffset now) => State is SeatState.Booked || (State is not SeatState.Revoked && Until > now);
}
