using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure.Data.Tables;

namespace EGov.Operations.Backups;

/// <summary>A backup that is read: everything in it is held against its manifest.</summary>
internal sealed class BackupFolder
{
    private readonly string _folder;

    private BackupFolder(string folder, Manifest manifest) => (_folder, Manifest) = (folder, manifest);

    public Manifest Manifest { get; }

    /// <exception cref="OperationRefusedException">It is no backup, or holds what this version of the platform does not know, or lacks what its own version has.</exception>
    public static async Task<BackupFolder> OpenAsync(string folder, StorageInventory inventory, CancellationToken cancellation)
    {
        var manifest = await Manifest.ReadAsync(folder, cancellation);

        // Older backups hold what only waited. It waits no more: people are asked to attach it again.
        manifest = manifest with { Containers = [.. manifest.Containers.Where(container => inventory.Passing?.Contains(container.Name) is not true)] };
        foreach (var unknown in manifest.Tables.Select(table => table.Name).Except(inventory.Tables).Concat(manifest.Containers.Select(container => container.Name).Except(inventory.Containers)))
        {
            throw new OperationRefusedException($"The backup holds {unknown}, which this version of the platform does not know");
        }

        if (manifest.Inventory > inventory.Version)
        {
            throw new OperationRefusedException($"The backup is of version {manifest.Inventory} of the inventory, and this program knows version {inventory.Version}");
        }

        foreach (var missing in Missing(manifest, inventory))
        {
            throw new OperationRefusedException($"The backup lacks {missing}, which version {manifest.Inventory} of the inventory has");
        }

        return new BackupFolder(folder, manifest);
    }

    /// <summary>Reads all of it once, so that a broken backup is refused before anything is written.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        foreach (var table in Manifest.Tables)
        {
            await foreach (var row in RowsAsync(table, cancellation))
            {
            }
        }

        foreach (var container in Manifest.Containers)
        {
            await foreach (var line in BlobsAsync(container, cancellation))
            {
            }
        }
    }

    public async IAsyncEnumerable<TableEntity> RowsAsync(ManifestEntry table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0L;
        await foreach (var line in LineReader.ReadAsync(_folder, table.TableFile, table, cancellation))
        {
            number++;
            yield return Parsed(table.TableFile, number, line, EntityLine.Read);
        }
    }

    /// <summary>The lines of whole blobs, each with the hash that its end names.</summary>
    public async IAsyncEnumerable<BlobLine> BlobsAsync(ManifestEntry container, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (number, count, open, length) = (0L, 0L, (string?)null, 0L);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var text in LineReader.ReadAsync(_folder, container.ContainerFile, container, cancellation))
        {
            number++;
            var line = Parsed(container.ContainerFile, number, text, BlobLine.Read);
            if (line.Name is not null)
            {
                (open, length, count) = (line.Name, 0, count + 1);
            }
            else if (line.Piece is { } piece)
            {
                hash.AppendData(piece);
                length += piece.Length;
            }
            else if (open is null || line.Length != length || line.Sha256 != Convert.ToHexStringLower(hash.GetHashAndReset()))
            {
                throw new OperationRefusedException($"{container.ContainerFile}: the content of the blob that ends at line {number} is not what it was");
            }

            yield return line;
        }

        if (count != container.Count)
        {
            throw new OperationRefusedException($"{container.ContainerFile} has {count} blobs and not {container.Count}");
        }
    }

    /// <summary>What was there when the backup was made, and is not in it.</summary>
    private static IEnumerable<string> Missing(Manifest manifest, StorageInventory inventory) =>
    [
        .. from table in inventory.Tables.Except(manifest.Tables.Select(table => table.Name)) where inventory.IsOf(manifest.Inventory, table) select $"the table {table}",
        .. from container in inventory.Containers.Except(manifest.Containers.Select(container => container.Name)) where inventory.IsOf(manifest.Inventory, container) select $"the container {container}",
    ];

    private static T Parsed<T>(string file, long number, string line, Func<string, T> read)
    {
        try
        {
            return read(line);
        }
        catch (FormatException broken)
        {
            throw new OperationRefusedException($"{file} is broken at line {number}", broken);
        }
    }
}
