using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// DraftCalendar: partition = day, row = draft. The timer reads the partitions up to today; what is done is deleted, so
/// that range holds what is due and nothing else.
/// </summary>
public sealed class TableDraftCalendar(StorageClients storage) : IDraftCalendar
{
    private const string DayFormat = "yyyy-MM-dd";

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.DraftCalendar);

    public Task PutAsync(DraftDue due, CancellationToken cancellation) =>
        _table.UpsertEntityAsync(
            new TableEntity(Partition(due.Day), due.DraftId) { ["Person"] = due.Person, ["Ending"] = due.Ending },
            TableUpdateMode.Replace,
            cancellation);

    public async IAsyncEnumerable<DraftDue> DueAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey le {Partition(day)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return new DraftDue(
                DateOnly.ParseExact(row.PartitionKey, DayFormat, CultureInfo.InvariantCulture),
                row.GetString("Person"),
                row.RowKey,
                row.GetBoolean("Ending") ?? false);
        }
    }

    public Task RemoveAsync(DraftDue due, CancellationToken cancellation) =>
        _table.TryDeleteAsync(Partition(due.Day), due.DraftId, ETag.All, cancellation);

    private static string Partition(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
