using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace EGov.Operations.Backups;

/// <summary>
/// Writes a backup into an empty account and verifies it. A container that is called after the backup marks an account that is being restored:
/// it is there before the first row and gone after the verification, so a restore that was interrupted may be repeated, and one into an
/// account with data of its own is refused.
/// </summary>
public sealed class Restore(Account account, StorageInventory inventory, TextWriter progress)
{
    private const int MostRows = 100;
    private const int MostBytes = 2 * 1024 * 1024;

    /// <exception cref="OperationRefusedException">The backup is broken, or the account is not empty.</exception>
    public async Task<Manifest> WriteAsync(string folder, CancellationToken cancellation)
    {
        var backup = await BackupFolder.OpenAsync(folder, inventory, cancellation);
        await backup.CheckAsync(cancellation);
        await PrepareAsync(cancellation);
        var mark = account.Blobs.GetBlobContainerClient(MarkOf(backup.Manifest));
        if (!await mark.ExistsAsync(cancellation))
        {
            if (await new AccountReader(account).FirstWithContentAsync(inventory, cancellation) is { } content)
            {
                throw new OperationRefusedException($"The account is not empty: {content} holds something. A backup is restored into an empty account");
            }

            await mark.CreateIfNotExistsAsync(cancellationToken: cancellation);
        }

        foreach (var table in backup.Manifest.Tables)
        {
            await TableAsync(table.Name, backup.RowsAsync(table, cancellation), cancellation);
            await progress.WriteLineAsync($"{table.Name}: {table.Count} rows");
        }

        foreach (var container in backup.Manifest.Containers)
        {
            await ContainerAsync(container.Name, backup.BlobsAsync(container, cancellation), cancellation);
            await progress.WriteLineAsync($"{container.Name}: {container.Count} blobs");
        }

        await new Verification(account, inventory, progress).CompareAsync(folder, cancellation);
        await mark.DeleteIfExistsAsync(cancellationToken: cancellation);
        return backup.Manifest;
    }

    internal static string MarkOf(Manifest manifest)
    {
        var content = string.Join('\n', manifest.Tables.Concat(manifest.Containers).Select(entry => $"{entry.Name} {entry.Sha256}"));
        return $"restoring-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16]}";
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var table in inventory.Tables)
        {
            await account.Tables.CreateTableIfNotExistsAsync(table, cancellation);
        }

        foreach (var container in inventory.Containers)
        {
            await account.Blobs.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellation);
        }
    }

    /// <summary>Rows of one partition go together.</summary>
    private async Task TableAsync(string name, IAsyncEnumerable<TableEntity> rows, CancellationToken cancellation)
    {
        var table = account.Tables.GetTableClient(name);
        var (batch, bytes) = (new List<TableTransactionAction>(), 0);
        await foreach (var row in rows)
        {
            var size = EntityLine.Write(row).Length;
            if (batch.Count == MostRows || bytes + size > MostBytes || (batch.Count > 0 && batch[0].Entity.PartitionKey != row.PartitionKey))
            {
                await table.SubmitTransactionAsync(batch, cancellation);
                (batch, bytes) = ([], 0);
            }

            batch.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += size;
        }

        if (batch.Count > 0)
        {
            await table.SubmitTransactionAsync(batch, cancellation);
        }
    }

    private async Task ContainerAsync(string name, IAsyncEnumerable<BlobLine> lines, CancellationToken cancellation)
    {
        var container = account.Blobs.GetBlobContainerClient(name);
        Stream? content = null;
        await foreach (var line in lines)
        {
            if (line.Name is { } blob)
            {
                content = await OpenAsync(container, blob, line, cancellation);
            }
            else if (line.Piece is { } piece)
            {
                await content!.WriteAsync(piece, cancellation);
            }
            else
            {
                await content!.DisposeAsync();
            }
        }
    }

    private static async Task<Stream> OpenAsync(BlobContainerClient container, string name, BlobLine line, CancellationToken cancellation)
    {
        var headers = new BlobHttpHeaders { ContentType = line.ContentType };
        if (line.Append is not true)
        {
            return await container.GetBlockBlobClient(name).OpenWriteAsync(
                overwrite: true, new BlockBlobOpenWriteOptions { HttpHeaders = headers, Metadata = line.Metadata }, cancellation);
        }

        var blob = container.GetAppendBlobClient(name);
        await blob.CreateAsync(new AppendBlobCreateOptions { HttpHeaders = headers, Metadata = line.Metadata }, cancellation);
        return await blob.OpenWriteAsync(overwrite: false, cancellationToken: cancellation);
    }
}
