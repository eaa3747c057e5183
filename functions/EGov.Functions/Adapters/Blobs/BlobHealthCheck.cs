using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Adapters.Blobs;

/// <summary>Asks whether the container of people's files is there.</summary>
public sealed class BlobHealthCheck(StorageClients storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await storage.Blobs.GetBlobContainerClient(ContainerNames.Vault).ExistsAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy();
}
