using Azure.Data.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Adapters.Tables;

/// <summary>Asks the table of forms for nothing: that it answers is enough.</summary>
public sealed class TableHealthCheck(StorageClients storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // A query, for a single row that is not there looks like a table that is not there.
        var nothing = storage.Tables.GetTableClient(TableNames.Forms).QueryAsync<TableEntity>("PartitionKey eq '' and RowKey eq ''", cancellationToken: cancellationToken);
        await foreach (var row in nothing)
        {
        }

        return HealthCheckResult.Healthy();
    }
}
