using System.Text.Json;
using Azure.Data.Tables;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Closures: partition = department, row = closure. Named after the call that declared it, a closure does not sort by office or time; a department
/// has some tens of them a year, so that its partition is the list.
/// </summary>
public sealed class TableClosureStore(StorageClients storage) : IClosureStore
{
    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Closures);

    public async Task<StoredClosure?> FindAsync(string department, string closureId, CancellationToken cancellation) =>
        await _table.FindAsync(department, closureId, cancellation) is { } row ? Read(row) : null;

    public async Task<bool> AddAsync(StoredClosure closure, CancellationToken cancellation) =>
        await _table.TryAddAsync(Write(closure), cancellation) is not null;

    public async Task<bool> ReplaceAsync(StoredClosure changed, CancellationToken cancellation) =>
        await _table.TryUpdateAsync(Write(changed), changed.Version, TableUpdateMode.Replace, cancellation) is not null;

    public async Task<IReadOnlyList<Closure>> ListAsync(string department, DateTimeOffset since, CancellationToken cancellation)
    {
        var closures = new List<Closure>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {department} and To ge {since}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            closures.Add(Read(row).Closure);
        }

        return closures;
    }

    private static TableEntity Write(StoredClosure stored) => new(stored.Closure.Department, stored.Closure.Id)
    {
        ["To"] = stored.Closure.To,
        ["CallHash"] = stored.CallHash,
        ["Closure"] = JsonSerializer.Serialize(stored.Closure, Json.Options),
    };

    private static StoredClosure Read(TableEntity row) =>
        new(JsonSerializer.Deserialize<Closure>(row.GetString("Closure"), Json.Options)!, row.GetString("CallHash"), row.ETag.ToString());
}
