using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Adapters.Tables;

/// <summary>AccessLog: partition = reference, row = inverted instant and a random part, newest first.</summary>
public sealed class TableAccessLog(StorageClients storage) : IAccessLog
{
    private const int Most = 100;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.AccessLog);

    public Task AddAsync(Reference reference, string actor, Access access, CancellationToken cancellation) =>
        _table.AddEntityAsync(
            new TableEntity(reference.Value, $"{Entities.InvertedTicks(access.At)}|{Guid.NewGuid():N}")
            {
                ["Actor"] = actor,
                ["At"] = access.At,
                ["Department"] = access.Department,
                ["What"] = access.What,
            },
            cancellation);

    public async Task<IReadOnlyList<Access>> ListAsync(Reference reference, CancellationToken cancellation)
    {
        var accesses = new List<Access>();
        var partition = reference.Value;
        await foreach (var row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, maxPerPage: Most, cancellationToken: cancellation))
        {
            accesses.Add(new Access(row.GetDateTimeOffset("At")!.Value, row.GetString("Department"), row.GetString("What")));
            if (accesses.Count == Most)
            {
                break;
            }
        }

        return accesses;
    }
}
