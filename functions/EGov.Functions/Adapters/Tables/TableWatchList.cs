using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.Tables;

/// <summary>Watches: partition = service, row = when they asked and the person's hash. The next one in order is the beginning of a range.</summary>
public sealed class TableWatchList(StorageClients storage) : IWatchList
{
    private const int PageSize = 200;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Watches);

    public async IAsyncEnumerable<WatchLead> InOrderAsync(string service, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = Entities.Ticks(before);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {service} and RowKey lt {end}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, PageSize, cancellationToken: cancellation))
        {
            yield return JsonSerializer.Deserialize<WatchLead>(row.GetString("Lead"), Json.Options)!;
        }
    }

    public Task PutAsync(WatchLead lead, CancellationToken cancellation) => _table.UpsertEntityAsync(
        new TableEntity(lead.Service, Key(lead)) { ["Lead"] = JsonSerializer.Serialize(lead, Json.Options) }, TableUpdateMode.Replace, cancellation);

    public Task RemoveAsync(WatchLead lead, CancellationToken cancellation) =>
        _table.TryDeleteAsync(lead.Service, Key(lead), ETag.All, cancellation);

    private static string Key(WatchLead lead) => $"{Entities.Ticks(lead.Watch.Since)}|{lead.Person}";
}
