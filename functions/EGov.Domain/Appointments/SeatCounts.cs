namespace EGov.Domain.Appointments;

/// <summary>How many seats of each slot are taken: all that availability needs, a fraction of the session's size.</summary>
/// <param name="Slots">By slot: booked seats, and the instants at which the held and resting ones become free.</param>
public sealed record SeatCounts(IReadOnlyDictionary<int, SlotCount> Slots)
{
    public static readonly SeatCounts None = new(new Dictionary<int, SlotCount>());

    public static SeatCounts Of(SessionSeats session) => new(session.Seats
        .Where(seat => seat.State is not SeatState.Revoked)
        .GroupBy(seat => seat.Slot)
        .ToDictionary(slot => slot.Key, slot => new SlotCount(
            slot.Count(seat => seat.State is SeatState.Booked),
            [.. slot.Where(seat => seat.State is not SeatState.Booked).Select(seat => seat.Until)])));

    /// <summary>Free seats of each slot, never below zero.</summary>
    public int[] Free(SessionPlan plan, int released, DateTimeOffset now)
    {
        var free = new int[plan.Slots];
        for (var slot = 0; slot < free.Length; slot++)
        {
            var taken = Slots.TryGetValue(slot, out var count) ? count.Taken(now) : 0;
            free[slot] = Math.Max(0, released - taken);
        }

        return free;
    }
}

/// <summary>One slot's part of <see cref="SeatCounts"/>.</summary>
public sealed record SlotCount(int Booked, IReadOnlyList<DateTimeOffset> Until)
{
    public int Taken(DateTimeOffset now) => Booked + Until.Count(until => until > now);
}
