using EGov.Testing;

namespace EGov.Benchmarks;

/// <summary>
/// Hands out free seats of all services, offices and dates in an order that is the same in every run, so that no two clients want the same one
/// and a run does not meet its end.
/// </summary>
internal sealed class SeatSupply
{
    private const int Seed = 7;

    private readonly FreeSlot[] _seats;
    private int _given = -1;

    private SeatSupply(FreeSlot[] seats) => _seats = seats;

    public int Seats => _seats.Length;

    public static async Task<SeatSupply> OpenAsync(AppointmentsApi appointments, CancellationToken cancellation) =>
        Of(await BookableSlots.AllAsync(appointments, cancellation));

    public static SeatSupply Of(IEnumerable<FreeSlot> slots)
    {
        FreeSlot[] seats = [.. slots.SelectMany(slot => Enumerable.Repeat(slot, slot.Free))];
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
