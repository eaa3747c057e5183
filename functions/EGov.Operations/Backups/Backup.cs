namespace EGov.Operations.Backups;

/// <summary>
/// Writes every table and container of an account into a folder. Nothing is decrypted, and nothing of the account is changed. Tables are read
/// one after another: what is written meanwhile may be in one and not in another, so the app is stopped first where that matters.
/// </summary>
public sealed class Backup(Account account, StorageInventory inventory, TextWriter progress)
{
    private readonly AccountReader _reader = new(account);

    /// <exception cref="OperationRefusedException">The folder is not empty.</exception>
    public async Task<Manifest> WriteAsync(string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new OperationRefusedException($"{folder} is not empty");
        }

        Directory.CreateDirectory(folder);
        var begun = TimeProvider.System.GetUtcNow();
        var (tables, containers) = (new List<ManifestEntry>(), new List<ManifestEntry>());
        foreach (var name in inventory.Tables)
        {
            tables.Add(await TableAsync(folder, name, cancellation));
        }

        foreach (var name in inventory.Containers)
        {
            containers.Add(await ContainerAsync(folder, name, cancellation));
        }

        var manifest = new Manifest(Manifest.CurrentFormat, begun, TimeProvider.System.GetUtcNow(), tables, containers, inventory.Version);
        await manifest.WriteAsync(folder, cancellation);
        return manifest;
    }

    private async Task<ManifestEntry> TableAsync(string folder, string name, CancellationToken cancellation)
    {
        var entry = new ManifestEntry(name, 0, 0, "");
        await using var writer = new LineWriter(Path.Combine(folder, entry.TableFile));
        await foreach (var line in _reader.TableAsync(name, cancellation))
        {
            await writer.WriteAsync(line, cancellation);
        }

        await progress.WriteLineAsync($"{name}: {writer.Lines} rows");
        return entry with { Count = writer.Lines, Lines = writer.Lines, Sha256 = writer.Hash() };
    }

    private async Task<ManifestEntry> ContainerAsync(string folder, string name, CancellationToken cancellation)
    {
        var (entry, count) = (new ManifestEntry(name, 0, 0, ""), 0L);
        await using var writer = new LineWriter(Path.Combine(folder, entry.ContainerFile));
        await foreach (var line in _reader.ContainerAsync(name, cancellation))
        {
            count += line.Name is null ? 0 : 1;
            await writer.WriteAsync(line.Write(), cancellation);
        }

        await progress.WriteLineAsync($"{name}: {count} blobs");
        return entry with { Count = count, Lines = writer.Lines, Sha256 = writer.Hash() };
    }
}
