using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using EGov.Functions.Hosting.Settings;

namespace EGov.Functions.Adapters;

/// <summary>
/// The storage account: by connection string on a developer's machine, by the application's own identity in the cloud. Every
/// call goes through the pipeline policies that the host registers: a test counts calls there, or makes them fail.
/// </summary>
public sealed class StorageClients(StorageSettings settings, IEnumerable<HttpPipelinePolicy> policies)
{
    public TableServiceClient Tables { get; } = settings.ConnectionString is { } connection
        ? new TableServiceClient(connection, Patient(new TableClientOptions(), policies))
        : new TableServiceClient(settings.Tables, AppCredential.Of(settings.ClientId), Patient(new TableClientOptions(), policies));

    public BlobServiceClient Blobs { get; } = Blob(settings, settings.Blobs, policies);

    /// <summary>Of what browsers send.</summary>
    public BlobServiceClient Quarantine { get; } = Blob(settings, settings.Quarantine, policies);

    private static BlobServiceClient Blob(StorageSettings settings, Uri? address, IEnumerable<HttpPipelinePolicy> policies) => settings.ConnectionString is { } connection
        ? new BlobServiceClient(connection, Patient(new BlobClientOptions(), policies))
        : new BlobServiceClient(address, AppCredential.Of(settings.ClientId), Patient(new BlobClientOptions(), policies));

    /// <summary>All tries of one call end well before a promise on the bus comes due, so that it never looks too early.</summary>
    private static T Patient<T>(T options, IEnumerable<HttpPipelinePolicy> policies)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        }

        return options;
    }
}
