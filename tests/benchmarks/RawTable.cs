using System.Text.Json;
using Azure.Data.Tables;

namespace EGov.Benchmarks;

/// <summary>What the bare SDK does with copies of one of the platform's rows, keys apart, in a table beside it.</summary>
internal sealed class RawTable
{
    private readonly TableClient _table;
    private readonly IDictionary<string, object> _columns;

    private RawTable(TableClient table, IDictionary<string, object> columns, int length) => (_table, _columns, RowLength) = (table, columns, length);

    /// <summary>Bytes as JSON.</summary>
    public int RowLength { get; }

    /// <param name="like">The table whose first row is copied.</param>
    public static async Task<RawTable> LikeAsync(string connectionString, string like, CancellationToken cancellation)
    {
        var tables = new TableServiceClient(connectionString);
        TableEntity? row = null;
        await foreach (var first in tables.GetTableClient(like).QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellation))
        {
            row = first;
            break;
        }

        var columns = (row ?? throw new InvalidOperationException($"{like} has no row to copy"))
            .Where(column => column.Key is not ("odata.etag" or "Timestamp" or "PartitionKey" or "RowKey"))
            .ToDictionary();
        var table = tables.GetTableClient($"Raw{like}");
        await table.CreateIfNotExistsAsync(cancellation);
        return new RawTable(table, columns, JsonSerializer.SerializeToUtf8Bytes(columns).Length);
    }

    public async Task InsertAsync(CancellationToken cancellation) => await InsertAsync(Guid.NewGuid().ToString("N"), cancellation);

    public async Task InsertAsync(string key, CancellationToken cancellation) =>
        await _table.AddEntityAsync(new TableEntity(_columns) { PartitionKey = key[..2], RowKey = key }, cancellation);

    public async Task ReadAsync(string key, CancellationToken cancellation) =>
        await _table.GetEntityAsync<TableEntity>(key[..2], key, cancellationToken: cancellation);
}
