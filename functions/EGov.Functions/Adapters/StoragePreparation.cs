using Azure.Storage.Blobs.Models;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Hosting.Settings;
using Microsoft.Extensions.Hosting;

namespace EGov.Functions.Adapters;

/// <summary>
/// On a developer's machine nobody has provisioned anything: makes the tables, the containers and the rule that lets the portal's
/// page upload to them. In the cloud that is infra/'s work and this one is not registered.
/// </summary>
public sealed class StoragePreparation(StorageClients storage, StorageSettings settings) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(TableNames.All.Select(name => storage.Tables.CreateTableIfNotExistsAsync(name, cancellationToken)));
        await Task.WhenAll(ContainerNames.All.Select(name =>
            storage.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));

        var properties = (await storage.Quarantine.GetPropertiesAsync(cancellationToken)).Value;
        properties.Cors =
        [
            new BlobCorsRule
            {
                AllowedOrigins = settings.UploadOrigins ?? string.Empty,
                AllowedMethods = "PUT,OPTIONS",
                AllowedHeaders = "content-type,x-ms-*",
                ExposedHeaders = "x-ms-request-id,etag",
                MaxAgeInSeconds = 3600,
            },
        ];
        await storage.Quarantine.SetPropertiesAsync(properties, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
