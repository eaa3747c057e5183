using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Departments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Inboxes: partition = department. A waiting submission is one row, <c>new|{ticks}|{reference}</c>: delivery is one insert, many
/// in one transaction, and a repetition meets the same key. Once somebody leases or acknowledges it, <c>item|{reference}</c> stands for it for good,
/// and one row says on which shelf it is: <c>leased|…</c>, <c>open|…</c>, <c>decided|…</c>. Every list and every lease is a
/// range; every move is one transaction.
/// </summary>
public sealed class TableInboxStore(StorageClients storage, TimeProvider time) : IInboxStore
{
    /// <summary>Callers that lease at once pick among the first so many, and rarely meet.</summary>
    private const int Choice = 8;

    /// <summary>How many lost races in a row it takes to send a caller away while something waits.</summary>
    private const int LeaseAttempts = 20;

    private static readonly string[] OfTheShelf = ["PartitionKey", "RowKey", "ShelfKey"];

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Inboxes);

    public async Task AddAsync(string department, IReadOnlyList<Arrival> arrivals, CancellationToken cancellation)
    {
        await _table.AddMissingAsync(arrivals.Select(arrival => Waiting(arrival.Item)), cancellation);

        // A repetition may come after the item has moved on: then this row waits for nobody. Looking after the insert, not
        // before it, leaves no moment for the item to move in between; and so does asking the clock after it.
        var now = time.GetUtcNow();
        foreach (var item in arrivals.Where(arrival => arrival.AloneUntil <= now).Select(arrival => arrival.Item))
        {
            if (await _table.FindAsync(department, ItemKey(item.Reference), cancellation, OfTheShelf) is not null)
            {
                await _table.TryDeleteAsync(department, WaitingKey(item), ETag.All, cancellation);
            }
        }
    }

    public async Task<bool> MoveAsync(InboxItem item, int sequence, CancellationToken cancellation)
    {
        var waitingKey = WaitingKey(item);
        while (true)
        {
            var row = await _table.FindAsync(item.Department, ItemKey(item.Reference), cancellation);
            if (row?.GetInt32("Sequence") >= sequence)
            {
                return true;
            }

            if (row is null && await _table.FindAsync(item.Department, waitingKey, cancellation) is null
                && await _table.FindAsync(item.Department, ItemKey(item.Reference), cancellation) is null)
            {
                return false;
            }

            var shelf = item.Status is CaseStatus.Decided ? Shelf.Decided : Shelf.Open;
            if (await PutAsync(row, waitingKey, item, ShelfKey(shelf, item.ReceivedAt, item.Reference), sequence, null, cancellation))
            {
                return true;
            }
        }
    }

    public async Task<InboxItem?> LeaseAsync(string department, string leaseId, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < LeaseAttempts; attempt++)
        {
            var waiting = await LapsedAsync(department, now, cancellation);
            if (waiting.Count == 0)
            {
                waiting = await TakeAsync(Entities.Range(department, Prefix(Shelf.New)), cancellation);
            }

            if (waiting.Count == 0)
            {
                return null;
            }

            var chosen = waiting[RandomNumberGenerator.GetInt32(waiting.Count)];
            var item = Read(chosen);
            var row = await _table.FindAsync(department, ItemKey(item.Reference), cancellation);
            if (row is not null && row.GetString("ShelfKey") != chosen.RowKey)
            {
                // Left behind by a delivery that died after its insert, or just moved by somebody else: it waits no more.
                await _table.TryDeleteAsync(department, chosen.RowKey, chosen.ETag, cancellation);
                continue;
            }

            var leased = item with { LeasedUntil = until };
            if (await PutAsync(row, chosen.RowKey, leased, ShelfKey(Shelf.Leased, until, item.Reference), sequence: 0, leaseId, cancellation))
            {
                return leased;
            }
        }

        return null;
    }

    public async Task<InboxPage> ListAsync(
        string department,
        Shelf shelf,
        string? formId,
        string? continuation,
        int take,
        CancellationToken cancellation)
    {
        var filter = Entities.Range(department, Prefix(shelf));
        if (formId is not null)
        {
            filter += TableClient.CreateQueryFilter($" and FormId eq {formId}");
        }

        return await Continuations.PageAsync(_table, filter, continuation, take, cancellation) is { } page
            ? new InboxPage([.. page.Values.Select(Read)], page.ContinuationToken)
            : new InboxPage([], null);
    }

    /// <param name="row">The item's row; null while it has only waited.</param>
    /// <param name="waitingKey">Where it waited.</param>
    private Task<bool> PutAsync(
        TableEntity? row,
        string waitingKey,
        InboxItem item,
        string shelfKey,
        int sequence,
        string? leaseId,
        CancellationToken cancellation)
    {
        var itemRow = Write(item, ItemKey(item.Reference), shelfKey, sequence, leaseId);
        var before = row?.GetString("ShelfKey") ?? waitingKey;
        var actions = new List<TableTransactionAction>
        {
            row is null
                ? new(TableTransactionActionType.Add, itemRow)
                : new(TableTransactionActionType.UpdateReplace, itemRow, row.ETag),
        };
        if (before != shelfKey)
        {
            actions.Add(new(TableTransactionActionType.Delete, new TableEntity(item.Department, before), ETag.All));
        }

        actions.Add(new(TableTransactionActionType.UpsertReplace, Write(item, shelfKey, shelfKey, sequence)));
        return _table.TryTransactAsync(actions, cancellation);
    }

    /// <summary>Leases that nobody followed up.</summary>
    private Task<List<TableEntity>> LapsedAsync(string department, DateTimeOffset now, CancellationToken cancellation) =>
        TakeAsync(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {department} and RowKey ge {Prefix(Shelf.Leased)} and RowKey lt {Prefix(Shelf.Leased) + Entities.Ticks(now)}"),
            cancellation);

    private async Task<List<TableEntity>> TakeAsync(string filter, CancellationToken cancellation)
    {
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, Choice, cancellationToken: cancellation).AsPages())
        {
            return [.. page.Values];
        }

        return [];
    }

    private static TableEntity Waiting(InboxItem item) => Write(item, WaitingKey(item), WaitingKey(item), sequence: 0);

    private static TableEntity Write(InboxItem item, string rowKey, string shelfKey, int sequence, string? leaseId = null) =>
        new(item.Department, rowKey)
        {
            ["Reference"] = item.Reference.Value,
            ["FormId"] = item.FormId,
            ["FormVersion"] = item.FormVersion,
            ["Status"] = item.Status.ToString(),
            ["ReceivedAt"] = item.ReceivedAt,
            ["LeasedUntil"] = item.LeasedUntil,
            ["LeaseId"] = leaseId,
            ["ShelfKey"] = shelfKey,
            ["Sequence"] = sequence,
        };

    private static InboxItem Read(TableEntity row)
    {
        return new InboxItem(
            row.PartitionKey,
            Reference.Parse(row.GetString("Reference")),
            row.GetString("FormId"),
            row.GetInt32("FormVersion")!.Value,
            Enum.Parse<CaseStatus>(row.GetString("Status")),
            row.GetDateTimeOffset("ReceivedAt")!.Value,
            row.GetDateTimeOffset("LeasedUntil"));
    }

    private static string WaitingKey(InboxItem item) => ShelfKey(Shelf.New, item.ReceivedAt, item.Reference);

    private static string ItemKey(Reference reference) => $"item|{reference.Value}";

    private static string Prefix(Shelf shelf) => string.Create(CultureInfo.InvariantCulture, $"{shelf.ToWire()}|");

    /// <summary>What waits is sorted oldest first; what is done, newest first.</summary>
    private static string ShelfKey(Shelf shelf, DateTimeOffset instant, Reference reference) =>
        $"{Prefix(shelf)}{(shelf is Shelf.Decided ? Entities.InvertedTicks(instant) : Entities.Ticks(instant))}|{reference.Value}";
}
