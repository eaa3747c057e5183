using EGov.Domain.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// The seats of a session as bytes. A full session has hundreds, and each step of a booking writes them all: so they are kept short, and without
/// the names that JSON would repeat.
/// </summary>
internal static class SeatBytes
{
    private const byte Version = 1;

    public static byte[] Write(IReadOnlyCollection<Seat> seats)
    {
        using var bytes = new MemoryStream(seats.Count * 96);
        using var to = new BinaryWriter(bytes);
        List<string> classes = [.. seats.Select(seat => seat.Owner.Class).Distinct(StringComparer.Ordinal)];
        to.Write(Version);
        to.Write7BitEncodedInt(classes.Count);
        classes.ForEach(to.Write);
        to.Write7BitEncodedInt(seats.Count);
        foreach (var seat in seats)
        {
            to.Write((byte)Parts(seat));
            to.Write((byte)((int)seat.State | ((int)seat.Visit << 4)));
            to.Write7BitEncodedInt(seat.Slot + 1);
            to.Write7BitEncodedInt(seat.Number);
            to.Write7BitEncodedInt(classes.IndexOf(seat.Owner.Class));
            to.Write(seat.Owner.Claim);
            to.Write(seat.Owner.Person);
            to.Write(seat.Owner.Reference);
            if (seat.Until != DateTimeOffset.MaxValue)
            {
                to.Write7BitEncodedInt64(seat.Until.ToUnixTimeMilliseconds());
            }

            if (seat.Confirmation is not null)
            {
                to.Write(seat.Confirmation);
            }

            if (seat.VisitAt is { } visited)
            {
                to.Write7BitEncodedInt64(visited.ToUnixTimeMilliseconds());
            }

            if (seat.VisitCall is not null)
            {
                to.Write(seat.VisitCall);
            }
        }

        to.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">They were written in a shape that this version does not know.</exception>
    public static Seat[] Read(byte[] bytes)
    {
        using var from = new BinaryReader(new MemoryStream(bytes));
        if (from.ReadByte() is var version && version != Version)
        {
            throw new InvalidDataException($"Seats of shape {version}; this version reads shape {Version}");
        }

        var classes = new string[from.Read7BitEncodedInt()];
        for (var number = 0; number < classes.Length; number++)
        {
            classes[number] = from.ReadString();
        }

        var seats = new Seat[from.Read7BitEncodedInt()];
        for (var number = 0; number < seats.Length; number++)
        {
            var (parts, states) = ((Part)from.ReadByte(), from.ReadByte());
            var (slot, place, @class) = (from.Read7BitEncodedInt() - 1, from.Read7BitEncodedInt(), classes[from.Read7BitEncodedInt()]);
            seats[number] = new Seat(
                slot,
                place,
                (SeatState)(states & 0xF),
                new SeatOwner(from.ReadString(), from.ReadString(), from.ReadString(), @class),
                parts.HasFlag(Part.Until) ? DateTimeOffset.FromUnixTimeMilliseconds(from.Read7BitEncodedInt64()) : DateTimeOffset.MaxValue,
                parts.HasFlag(Part.Confirmation) ? from.ReadString() : null,
                (Visit)(states >> 4),
                parts.HasFlag(Part.VisitAt) ? DateTimeOffset.FromUnixTimeMilliseconds(from.Read7BitEncodedInt64()) : null,
                parts.HasFlag(Part.VisitCall) ? from.ReadString() : null);
        }

        return seats;
    }

    private static Part Parts(Seat seat) =>
        (seat.Until == DateTimeOffset.MaxValue ? 0 : Part.Until)
        | (seat.Confirmation is null ? 0 : Part.Confirmation)
        | (seat.VisitAt is null ? 0 : Part.VisitAt)
        | (seat.VisitCall is null ? 0 : Part.VisitCall);

    /// <summary>What a seat need not have.</summary>
    [Flags]
    private enum Part : byte
    {
        Until = 1,
        Confirmation = 2,
        VisitAt = 4,
        VisitCall = 8,
    }
}
