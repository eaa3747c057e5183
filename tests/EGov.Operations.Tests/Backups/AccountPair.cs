using EGov.Testing;

namespace EGov.Operations.Tests.Backups;

/// <summary>Two accounts: one is backed up, the other restored into. Each test takes tables and containers of its own names, which both accounts have.</summary>
public sealed class AccountPair : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egov-operations-").FullName;
    private Azurite? _first;
    private Azurite? _second;

    public Account From => Account.Of(_first!.ConnectionString);

    public Account To => Account.Of(_second!.ConnectionString);

    public async ValueTask InitializeAsync()
    {
        _first = await Azurite.StartAsync(Path.Combine(_folder, "from"), inMemory: true);
        _second = await Azurite.StartAsync(Path.Combine(_folder, "to"), inMemory: true);
    }

    /// <summary>A table and a container that no other test has, there in the account that is backed up and empty.</summary>
    internal async Task<StorageInventory> InventoryAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await From.Tables.CreateTableAsync(name, TestContext.Current.CancellationToken);
        await From.Blobs.CreateBlobContainerAsync(name, cancellationToken: TestContext.Current.CancellationToken);
        return new StorageInventory([name], [name]);
    }

    internal string NewFolder() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));

    public ValueTask DisposeAsync()
    {
        _first?.Dispose();
        _second?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
