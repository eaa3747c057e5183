namespace EGov.Crash.Scenarios.Appointments;

/// <summary>What the platform knows of the sessions that the clients fought about.</summary>
/// <param name="Seats">How many seats each place has.</param>
/// <param name="Strangers">Seats that were taken before the first client came, until an instant.</param>
/// <param name="Rows">The seats as they are stored.</param>
/// <param name="Free">What availability says is free, by place.</param>
/// <param name="At">When it was read.</param>
public sealed record AppointmentsState(
    IReadOnlyDictionary<string, int> Seats,
    IReadOnlyList<Stranger> Strangers,
    IReadOnlyList<StoredSeat> Rows,
    IReadOnlyDictionary<string, int> Free,
    DateTimeOffset At);

/// <summary>A seat that somebody has who never comes back.</summary>
public sealed record Stranger(string Place, string Reference, DateTimeOffset Until);

/// <param name="Reference">Without hyphens.</param>
public sealed record StoredSeat(string Place, int Number, StoredSeatState State, string Reference, DateTimeOffset Until)
{
    public bool IsTaken(DateTimeOffset now) => State is StoredSeatState.Booked || Until > now;
}

public enum StoredSeatState
{
    Held,
    Booked,
    Resting,
}
