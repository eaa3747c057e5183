using EGov.Testing;

namespace EGov.Benchmarks;

/// <summary>
/// Hands out free seats of the soonest days of all services and offices, mixed in an order that is the same in every run: no two clients want the
/// same seat, and a run does not meet its end.
/// </summary>
internal sealed class SeatSupply
{
    private const int Seed = 7;

    /// <summary>People want it soon: so many of the days that a service offers.</summary>
    private const int Days = 12;

    private readonly FreeSlot[] _seats;
    private int _given = -1;

    private SeatSupply(FreeSlot[] seats) => _seats = seats;

    public int Seats => _seats.Length;

    public static async Task<SeatSupply> OpenAsync(AppointmentsApi appointments, CancellationToken cancellation) =>
        Of(await BookableSlots.AllAsync(appointments, cancellation));

    public static SeatSupply Of(IEnumerable<FreeSlot> slots)
    {
        FreeSlot[] seats =
        [
            .. from slot in slots
               group slot by slot.Slot.Service into service
               let days = service.Select(slot => slot.Slot.Date).Distinct().Order(StringComparer.Ordinal).Take(Days).ToHashSet()
               from slot in service
               where days.Contains(slot.Slot.Date)
               from seat in Enumerable.Repeat(slot, slot.Free)
               select seat,
        ];
        new Random(Seed).Shuffle(seats);
        return new SeatSupply(seats);
    }

    /// <exception cref="InvalidOperationException">All are given out: then the run was too long for the rules.</exception>
    public FreeSlot Next()
    {
        var next = Interlocked.Increment(ref _given);
        return next < _seats.Length ? _seats[next] : throw new InvalidOperationException($"All {_seats.Length} seats are given out; measure for a shorter time");
    }
}
