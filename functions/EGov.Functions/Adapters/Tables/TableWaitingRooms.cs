using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Waiting rooms: partition = service and release, with the first character of the person's hash behind it; row = the person's hash, so that a
/// person has one number. The count of all is a row in a partition of its own (<see cref="ArrivalDesk"/>). Joining reads the person's row and, the
/// first time, writes it and shares a write of the count; a place costs nothing but a reading of the count every second. A day after it all of it is forgotten, by a range of partitions.
/// </summary>
public sealed class TableWaitingRooms(StorageClients storage, TimeProvider time) : IWaitingRooms
{
    /// <summary>Rooms that this process keeps a desk for; beyond it all are forgotten, which costs each a reading.</summary>
    private const int MostDesks = 1_000;

    private const string Number = "Number";
    private const int MostInTransaction = 100;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.WaitingRooms);
    private readonly ConcurrentDictionary<string, ArrivalDesk> _desks = new();
    private readonly Fresh<(string Room, bool Released), RushQueue> _queues = new(time, TimeSpan.FromSeconds(1), MostDesks);

    public async Task<int> NumberAsync(Rush rush, string person, CancellationToken cancellation)
    {
        var partition = $"{Room(rush)}|{person[0]}";
        if (await NumberOfAsync(partition, person, cancellation) is { } known)
        {
            return known;
        }

        // Whoever dies from here on, or comes twice at once, leaves a number that nobody has.
        var number = await Desk(rush).ArriveAsync().WaitAsync(cancellation);
        return await _table.TryAddAsync(new TableEntity(partition, person) { [Number] = number }, cancellation) is not null
            ? number
            : (await NumberOfAsync(partition, person, cancellation))!.Value;
    }

    public Task<RushQueue> QueueAsync(Rush rush, CancellationToken cancellation)
    {
        // What was read before the release has no draw, and is not asked after it.
        var released = time.GetUtcNow() >= rush.ReleaseAt;
        return _queues.GetAsync((Room(rush), released), () => Desk(rush).QueueAsync()).WaitAsync(cancellation);
    }

    public async Task ForgetAsync(string service, DateTimeOffset before, CancellationToken cancellation)
    {
        var (from, to) = ($"{service}|", Room(service, before));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        var rows = _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation);
        var partition = new List<TableEntity>();
        await foreach (var row in rows)
        {
            if (partition.Count == MostInTransaction || (partition.Count > 0 && partition[0].PartitionKey != row.PartitionKey))
            {
                await DeleteAsync(partition, cancellation);
            }

            partition.Add(row);
        }

        await DeleteAsync(partition, cancellation);
    }

    /// <summary>Rows of one partition. What another one has deleted meanwhile is left to the next day's turn with the rest of them.</summary>
    private async Task DeleteAsync(List<TableEntity> rows, CancellationToken cancellation)
    {
        if (rows.Count > 0)
        {
            await _table.TryTransactAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellation);
            rows.Clear();
        }
    }

    private async Task<int?> NumberOfAsync(string partition, string person, CancellationToken cancellation) =>
        (await _table.FindAsync(partition, person, cancellation))?.GetInt32(Number);

    private ArrivalDesk Desk(Rush rush)
    {
        if (_desks.Count > MostDesks)
        {
            // A desk at work finishes what it has; the row's ETag keeps two desks of one room apart.
            _desks.Clear();
        }

        return _desks.GetOrAdd(Room(rush), room => new ArrivalDesk(_table, room, rush.ReleaseAt, time));
    }

    private static string Room(Rush rush) => Room(rush.Service, rush.ReleaseAt);

    private static string Room(string service, DateTimeOffset release) =>
        string.Create(CultureInfo.InvariantCulture, $"{service}|{release.UtcDateTime:yyyyMMdd'T'HHmm}");
}
