using EGov.Functions.Adapters;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Hosting.Settings;
using EGov.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Tests.Adapters;

public sealed class HealthCheckTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Tables_blobs_and_keys_that_are_there_are_healthy()
    {
        var storage = await azurite.ConnectAsync();

        Assert.All(
            [await AskAsync(new TableHealthCheck(storage)), await AskAsync(new BlobHealthCheck(storage)), await AskAsync(new SecretHealthCheck(azurite.Keys))],
            result => Assert.Equal(HealthStatus.Healthy, result.Status));
    }

    [Fact]
    public async Task Storage_that_is_away_is_no_answer()
    {
        var port = LoopbackPorts.Take();
        var nowhere = new StorageClients(
            new StorageSettings(
                $"AccountName=devstoreaccount1;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1",
                Tables: null,
                Blobs: null,
                Quarantine: null,
                ClientId: null,
                UploadOrigins: null),
            []);

        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(new TableHealthCheck(nowhere)));
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(new BlobHealthCheck(nowhere)));
    }

    private static Task<HealthCheckResult> AskAsync(IHealthCheck check) => check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
}
