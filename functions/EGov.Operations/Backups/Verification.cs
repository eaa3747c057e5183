using System.Text;

namespace EGov.Operations.Backups;

/// <summary>Compares an account with a backup, row by row and blob by blob. What came after the backup's version is not in it, and so must be empty in the account.</summary>
public sealed class Verification(Account account, StorageInventory inventory, TextWriter progress)
{
    private readonly AccountReader _reader = new(account);

    /// <exception cref="OperationRefusedException">They differ, or the backup is broken; it names the first place.</exception>
    public async Task<Manifest> CompareAsync(string folder, CancellationToken cancellation)
    {
        var backup = await BackupFolder.OpenAsync(folder, inventory, cancellation);
        foreach (var table in backup.Manifest.Tables)
        {
            await CompareAsync(
                $"the table {table.Name}, row",
                Select(backup.RowsAsync(table, cancellation), EntityLine.Write),
                _reader.TableAsync(table.Name, cancellation),
                cancellation);
        }

        foreach (var container in backup.Manifest.Containers)
        {
            await CompareAsync(
                $"the container {container.Name}, line",
                Select(backup.BlobsAsync(container, cancellation), line => line.Write()),
                Select(_reader.ContainerAsync(container.Name, cancellation), line => line.Write()),
                cancellation);
        }

        foreach (var later in inventory.Tables.Except(backup.Manifest.Tables.Select(table => table.Name)))
        {
            await CompareAsync($"the table {later}, row", AsyncEnumerable.Empty<byte[]>(), _reader.TableAsync(later, cancellation), cancellation);
        }

        foreach (var later in inventory.Containers.Except(backup.Manifest.Containers.Select(container => container.Name)))
        {
            await CompareAsync($"the container {later}, line", AsyncEnumerable.Empty<byte[]>(), Select(_reader.ContainerAsync(later, cancellation), line => line.Write()), cancellation);
        }

        await progress.WriteLineAsync("The account holds what the backup holds");
        return backup.Manifest;
    }

    private static async Task CompareAsync(string place, IAsyncEnumerable<byte[]> expected, IAsyncEnumerable<byte[]> found, CancellationToken cancellation)
    {
        await using var there = found.GetAsyncEnumerator(cancellation);
        var number = 0L;
        await foreach (var line in expected.WithCancellation(cancellation))
        {
            number++;
            if (!await there.MoveNextAsync())
            {
                throw new OperationRefusedException($"{place} {number} and what follows are missing in the account");
            }

            if (!line.AsSpan().SequenceEqual(there.Current))
            {
                throw new OperationRefusedException($"{place} {number} differs: the backup has {Keys(line)}, the account {Keys(there.Current)}");
            }
        }

        if (await there.MoveNextAsync())
        {
            throw new OperationRefusedException($"{place} {number + 1} is in the account and not in the backup");
        }
    }

    /// <summary>The keys stand at a line's beginning; what follows is nobody's business here.</summary>
    private static string Keys(byte[] line)
    {
        var text = Encoding.UTF8.GetString(line);
        var end = text.IndexOf(",{", StringComparison.Ordinal);
        return end < 0 ? "another blob" : text[..end];
    }

    private static async IAsyncEnumerable<TTo> Select<TFrom, TTo>(IAsyncEnumerable<TFrom> from, Func<TFrom, TTo> to)
    {
        await foreach (var one in from)
        {
            yield return to(one);
        }
    }
}
