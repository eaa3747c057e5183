using Azure.Data.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Adapters.Tables;

/// <summary>Asks the table of forms for nothing: that it answers is enough.</summary>
public sealed class TableHealthCheck(StorageClients storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var nothing = storage.Tables.GetTableClient(TableNames.Forms)
            .QueryAsync<TableEntity>("PartitionKey eq '' and RowKey eq ''", maxPerPage: 1, cancellationToken: cancellationToken);
        await foreach (var page in nothing.AsPages())
        {
            return HealthCheckResult.Healthy();
        }

        return HealthCheckResult.Healthy();
    }
}
