using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Domain.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>A session as a row: all its seats, and beside them the counts, so that availability reads little.</summary>
internal static class SessionRows
{
    public static readonly string[] CountsOnly = ["PartitionKey", "RowKey", "CountsPieces", "Counts0", "Counts1"];

    public static string Partition(string service, string office) => $"{service}|{office}";

    public static string Key(SessionKey session) => $"{session.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}|{session.Id}";

    public static (DateOnly Date, string Session) Parse(string rowKey) =>
        (DateOnly.ParseExact(rowKey.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture), rowKey[11..]);

    public static TableEntity Write(SessionKey session, SessionSeats seats)
    {
        var row = new TableEntity(Partition(session.Service, session.Office), Key(session));
        row.PutBytes("Seats", JsonSerializer.SerializeToUtf8Bytes(seats.Seats.Select(SeatCell.Of)));
        row.PutBytes("Counts", JsonSerializer.SerializeToUtf8Bytes(
            SeatCounts.Of(seats).Slots.Select(slot => new SlotCell(slot.Key, slot.Value.Booked, [.. slot.Value.Until.Select(until => until.ToUnixTimeMilliseconds())]))));
        return row;
    }

    public static SessionSeats Seats(TableEntity row) =>
        new([.. JsonSerializer.Deserialize<SeatCell[]>(row.GetBytes("Seats"))!.Select(cell => cell.Seat())]);

    public static SeatCounts Counts(TableEntity row) => new(JsonSerializer.Deserialize<SlotCell[]>(row.GetBytes("Counts"))!
        .ToDictionary(cell => cell.S, cell => new SlotCount(cell.B, [.. cell.U.Select(DateTimeOffset.FromUnixTimeMilliseconds)])));

    /// <summary>One letter a member: a full session has hundreds of these.</summary>
    private sealed record SeatCell(int S, int N, int T, string C, string P, long? U, string? K)
    {
        public static SeatCell Of(Seat seat) => new(
            seat.Slot,
            seat.Number,
            (int)seat.State,
            seat.Claim,
            seat.Person,
            seat.Until == DateTimeOffset.MaxValue ? null : seat.Until.ToUnixTimeMilliseconds(),
            seat.Confirmation);

        public Seat Seat() => new(S, N, (SeatState)T, C, P, U is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : DateTimeOffset.MaxValue, K);
    }

    private sealed record SlotCell(int S, int B, long[] U);
}
