using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Departments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Inboxes: partition = department. Row <c>item|{reference}</c> is the item, once and for good; beside it stands one row on the
/// shelf where the item is now, <c>new|{ticks}|{reference}</c>, <c>leased|…</c>, <c>open|…</c>, <c>decided|…</c>, so that
/// every list and every lease is a range. Both change in one transaction under the item's ETag.
/// </summary>
public sealed class TableInboxStore(StorageClients storage) : IInboxStore
{
    /// <summary>Callers that lease at once pick among the first so many, and rarely meet.</summary>
    private const int Choice = 8;

    private const int LeaseAttempts = 6;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Inboxes);

    public Task AddAsync(InboxItem item, CancellationToken cancellation)
    {
        var shelfKey = ShelfKey(Shelf.New, item.ReceivedAt, item.Reference);
        return _table.TryTransactAsync(
            [
                new TableTransactionAction(TableTransactionActionType.Add, Write(item, ItemKey(item.Reference), shelfKey, sequence: 0)),
                new TableTransactionAction(TableTransactionActionType.Add, Write(item, shelfKey, shelfKey, sequence: 0)),
            ],
            cancellation);
    }

    public async Task<bool> MoveAsync(string department, Reference reference, CaseStatus status, int sequence, CancellationToken cancellation)
    {
        while (await _table.FindAsync(department, ItemKey(reference), cancellation) is { } row)
        {
            if (row.GetInt32("Sequence") >= sequence)
            {
                return true;
            }

            var item = Read(row) with { Status = status, LeasedUntil = null };
            var shelf = status is CaseStatus.Decided ? Shelf.Decided : Shelf.Open;
            if (await PutAsync(row, item, ShelfKey(shelf, item.ReceivedAt, reference), sequence, cancellation))
            {
                return true;
            }
        }

        return false;
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

            var chosen = Read(waiting[RandomNumberGenerator.GetInt32(waiting.Count)]);
            if (await _table.FindAsync(department, ItemKey(chosen.Reference), cancellation) is not { } row
                || row.GetInt32("Sequence") > 0
                || (Read(row).LeasedUntil is { } held && held > now))
            {
                continue;
            }

            var leased = Read(row) with { LeasedUntil = until };
            row["LeaseId"] = leaseId;
            if (await PutAsync(row, leased, ShelfKey(Shelf.Leased, until, leased.Reference), sequence: 0, cancellation))
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

    private async Task<bool> PutAsync(TableEntity row, InboxItem item, string shelfKey, int sequence, CancellationToken cancellation)
    {
        var before = row.GetString("ShelfKey");
        var actions = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.UpdateReplace, Write(item, row.RowKey, shelfKey, sequence, row.GetString("LeaseId")), row.ETag),
        };
        if (before != shelfKey)
        {
            actions.Add(new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, before), ETag.All));
        }

        actions.Add(new(TableTransactionActionType.UpsertReplace, Write(item, shelfKey, shelfKey, sequence)));
        return await _table.TryTransactAsync(actions, cancellation);
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

    private static string ItemKey(Reference reference) => $"item|{reference.Value}";

    private static string Prefix(Shelf shelf) => string.Create(CultureInfo.InvariantCulture, $"{shelf.ToWire()}|");

    /// <summary>What waits is sorted oldest first; what is done, newest first.</summary>
    private static string ShelfKey(Shelf shelf, DateTimeOffset instant, Reference reference) =>
        $"{Prefix(shelf)}{(shelf is Shelf.Decided ? Entities.InvertedTicks(instant) : Entities.Ticks(instant))}|{reference.Value}";
}
