using Azure.Core.Pipeline;
using EGov.Functions.Adapters;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Hosting.Settings;
using EGov.Functions.Tests.Adapters;
using EGov.Testing;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace EGov.Functions.Tests.Adapters;

/// <summary>
/// A real Azurite for the adapters, started by the first test that asks and stopped with the run. Tests share its tables, so
/// each works under names of its own.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _connection;
    private string? _folder;
    private Azurite? _azurite;

    public AzuriteServer() => _connection = new(StartAsync);

    /// <summary>The keys that every adapter of this run seals with.</summary>
    internal DataKeys Keys { get; } = new(new MemoryVault(), TimeProvider.System);

    /// <summary>New clients, as another instance of the application would have them.</summary>
    /// <param name="policies">What sees every call that they make.</param>
    public async Task<StorageClients> ConnectAsync(params HttpPipelinePolicy[] policies) => new(Settings(await _connection.Value), policies);

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
        {
            await ((Task)_connection.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _azurite?.Dispose();
            Directory.Delete(_folder!, recursive: true);
        }
    }

    private async Task<string> StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("egov-adapters-").FullName;
        _azurite = await Azurite.StartAsync(_folder);
        var settings = Settings(_azurite.ConnectionString);
        await new StoragePreparation(new StorageClients(settings, []), settings).StartAsync(CancellationToken.None);
        return _azurite.ConnectionString;
    }

    private static StorageSettings Settings(string connection) => new(connection, Tables: null, Blobs: null, Quarantine: null, ClientId: null, "http://127.0.0.1");
}
