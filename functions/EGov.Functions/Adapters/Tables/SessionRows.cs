using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Domain.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>A session as a row: all its seats, and beside them the counts, so that availability reads little.</summary>
internal static class SessionRows
{
    public static readonly string[] CountsOnly = ["PartitionKey", "RowKey", "CountsPieces", "Counts0", "Counts1", "Quota", "Closed"];

    /// <summary>The counts, and what came of them.</summary>
    public static readonly string[] TallyOnly = [.. CountsOnly, "Arrived", "Missed", "WalkIns", "OtherChannels"];

    public static string Partition(string service, string office) => $"{service}|{office}";

    public static string Key(SessionKey session) => $"{session.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}|{session.Id}";

    public static (DateOnly Date, string Session) Parse(string rowKey) =>
        (DateOnly.ParseExact(rowKey.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture), rowKey[11..]);

    public static TableEntity Write(SessionKey session, SessionSeats seats)
    {
        var tally = SessionTally.Of(seats);
        var row = new TableEntity(Partition(session.Service, session.Office), Key(session))
        {
            ["Quota"] = seats.Quota,
            ["ReportedAt"] = seats.ReportedAt,
            ["Closed"] = seats.Closed.IsEmpty ? null : JsonSerializer.Serialize(seats.Closed),
            ["Arrived"] = tally.Arrived,
            ["Missed"] = tally.Missed,
            ["WalkIns"] = tally.WalkIns,
            ["OtherChannels"] = tally.OtherChannels,
        };
        row.PutBytes("Seats", SeatBytes.Write(seats.Seats));
        row.PutBytes("Counts", JsonSerializer.SerializeToUtf8Bytes(
            tally.Counts.Slots.Select(slot => new SlotCell(slot.Key, slot.Value.Booked, [.. slot.Value.Until.Select(until => until.ToUnixTimeMilliseconds())]))));
        return row;
    }

    public static SessionSeats Seats(TableEntity row) =>
        new([.. SeatBytes.Read(row.GetBytes("Seats"))], row.GetInt32("Quota"), Closed(row))
        {
            ReportedAt = row.GetDateTimeOffset("ReportedAt"),
        };

    public static SeatCounts Counts(TableEntity row) => new(
        JsonSerializer.Deserialize<SlotCell[]>(row.GetBytes("Counts"))!
            .ToDictionary(cell => cell.S, cell => new SlotCount(cell.B, [.. cell.U.Select(DateTimeOffset.FromUnixTimeMilliseconds)])),
        row.GetInt32("Quota"),
        Closed(row));

    public static SessionTally Tally(TableEntity row) =>
        new(Counts(row), row.GetInt32("Arrived") ?? 0, row.GetInt32("Missed") ?? 0, row.GetInt32("WalkIns") ?? 0, row.GetInt32("OtherChannels") ?? 0);

    private static ImmutableArray<ClosedSlots> Closed(TableEntity row) =>
        row.GetString("Closed") is { } closed ? JsonSerializer.Deserialize<ImmutableArray<ClosedSlots>>(closed) : [];

    /// <summary>One letter a member: a row has many.</summary>
    private sealed record SlotCell(int S, int B, long[] U);
}
