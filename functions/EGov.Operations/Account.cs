using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace EGov.Operations;

/// <summary>The storage account that is worked on.</summary>
public sealed record Account(TableServiceClient Tables, BlobServiceClient Blobs)
{
    private const string Connection = "AzureWebJobsStorage";

    public static Account Of(string connectionString) => new(new TableServiceClient(connectionString), new BlobServiceClient(connectionString));

    /// <summary>By the settings that the function app has too, so that what works there works here.</summary>
    public static Account FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Connection) is { Length: > 0 } connection)
        {
            return Of(connection);
        }

        var credential = new DefaultAzureCredential();
        return new(new TableServiceClient(Address("tableServiceUri"), credential), new BlobServiceClient(Address("blobServiceUri"), credential));
    }

    private static Uri Address(string name) =>
        Uri.TryCreate(Environment.GetEnvironmentVariable($"{Connection}__{name}"), UriKind.Absolute, out var address)
            ? address
            : throw new OperationRefusedException($"Neither {Connection} nor {Connection}__{name} says where the account is");
}
