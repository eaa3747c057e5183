using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace EGov.Functions.Adapters;

/// <summary>
/// The storage account: by connection string on a developer's machine, by the application's own identity in the cloud. Every
/// call goes through the pipeline policies that the host registers: a test counts calls there, or makes them fail.
/// </summary>
public sealed class StorageClients(IConfiguration configuration, IEnumerable<HttpPipelinePolicy> policies)
{
    private const string Connection = "AzureWebJobsStorage";

    public TableServiceClient Tables { get; } = configuration[Connection] is { Length: > 0 } connection
        ? new TableServiceClient(connection, Patient(new TableClientOptions(), policies))
        : new TableServiceClient(
            new Uri(Required(configuration, "tableServiceUri")),
            Credential(configuration),
            Patient(new TableClientOptions(), policies));

    public BlobServiceClient Blobs { get; } = configuration[Connection] is { Length: > 0 } connection
        ? new BlobServiceClient(connection, Patient(new BlobClientOptions(), policies))
        : new BlobServiceClient(
            new Uri(Required(configuration, "blobServiceUri")),
            Credential(configuration),
            Patient(new BlobClientOptions(), policies));

    public static TokenCredential Credential(IConfiguration configuration) =>
        configuration["AZURE_CLIENT_ID"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();

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

    private static string Required(IConfiguration configuration, string name) =>
        configuration[$"{Connection}:{name}"] ?? throw new InvalidOperationException($"{Connection}__{name} is not configured");
}
