using System.Collections.Immutable;

namespace EGov.Domain.Appointments;

/// <summary>How many seats of each slot are taken: all that availability needs, a fraction of the session's size.</summary>
/// <param name="Slots">By slot: booked seats, and the instants at which the held and resting ones become free.</param>
/// <param name="Quota">Seats of each slot, where an officer has set them; else the plan's.</param>
/// <param name="Closed">The slots in which the office is closed.</param>
public sealed record SeatCounts(IReadOnlyDictionary<int, SlotCount> Slots, int? Quota, ImmutableArray<ClosedSlots> Closed)
{
    public static readonly SeatCounts None = new(new Dictionary<int, SlotCount>(), null, []);

    public static SeatCounts Of(SessionSeats session) => new(
        session.Seats
            .Where(seat => seat.State is not SeatState.Revoked)
            .GroupBy(seat => seat.Slot)
            .ToDictionary(slot => slot.Key, slot => new SlotCount(
                slot.Count(seat => seat.State is SeatState.Booked),
                [.. slot.Where(seat => seat.State is not SeatState.Booked).Select(seat => seat.Until)])),
        session.Quota,
        session.Closed);

    /// <summary>The first slot in which more than so many seats are taken, and how many are; null when there is none.</summary>
    public (int Slot, int Taken)? Above(SessionPlan plan, int seats, DateTimeOffset now)
    {
        for (var slot = 0; slot < plan.Slots; slot++)
        {
            if (Slots.TryGetValue(slot, out var count) && count.Taken(now) is var taken && taken > seats)
            {
                return (slot, taken);
            }
        }

        return null;
    }

    /// <summary>Free seats of each slot, never below zero.</summary>
    public int[] Free(SessionPlan plan, ReleasedShare released, DateTimeOffset now)
    {
        var free = new int[plan.Slots];
        var seats = released.Of(Quota ?? plan.Counters);
        for (var slot = 0; slot < free.Length; slot++)
        {
            var taken = Slots.TryGetValue(slot, out var count) ? count.Taken(now) : 0;
            free[slot] = Closed.Any(closed => closed.Covers(slot)) ? 0 : Math.Max(0, seats - taken);
        }

        return free;
    }
}

/// <summary>One slot's part of <see cref="SeatCounts"/>.</summary>
public sealed record SlotCount(int Booked, IReadOnlyList<DateTimeOffset> Until)
{
    public int Taken(DateTimeOffset now) => Booked + Until.Count(until => until > now);
}

/// <summary>Slots of a session in which the office is closed.</summary>
/// <param name="Closure">The closure that an officer declared.</param>
/// <param name="From">The first slot.</param>
/// <param name="To">The first slot after it.</param>
public sealed record ClosedSlots(string Closure, int From, int To)
{
    public bool Covers(int slot) => slot >= From && slot < To;
}
