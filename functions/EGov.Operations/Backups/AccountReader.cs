using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;

namespace EGov.Operations.Backups;

/// <summary>Reads an account as the lines of a backup. The service gives rows and blobs in the order of their keys.</summary>
internal sealed class AccountReader(Account account)
{
    private const int PieceLength = 512 * 1024;

    public async IAsyncEnumerable<byte[]> TableAsync(string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entity in account.Tables.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            yield return EntityLine.Write(entity);
        }
    }

    public async IAsyncEnumerable<BlobLine> ContainerAsync(string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var container = account.Blobs.GetBlobContainerClient(name);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, cancellation))
        {
            yield return new BlobLine
            {
                Name = blob.Name,
                ContentType = blob.Properties.ContentType,
                Append = blob.Properties.BlobType is BlobType.Append ? true : null,
                Metadata = blob.Metadata is { Count: > 0 } metadata ? new SortedDictionary<string, string>(metadata, StringComparer.Ordinal) : null,
            };
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

            // What is appended to while it is read is whole at every length that it has.
            var grows = blob.Properties.BlobType is BlobType.Append;
            await using var content = await container.GetBlobClient(blob.Name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: grows), cancellation);
            var (length, buffer) = (0L, new byte[PieceLength]);
            while (await content.ReadAtLeastAsync(buffer, PieceLength, throwOnEndOfStream: false, cancellation) is var read and > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
                length += read;
                yield return new BlobLine { Piece = buffer[..read] };
            }

            yield return new BlobLine { Length = length, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
        }
    }

    /// <summary>The first of the tables and containers that holds something; null when none does.</summary>
    public async Task<string?> FirstWithContentAsync(StorageInventory inventory, CancellationToken cancellation)
    {
        foreach (var table in inventory.Tables)
        {
            await foreach (var entity in account.Tables.GetTableClient(table).QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellation))
            {
                return $"the table {table}";
            }
        }

        foreach (var container in inventory.Containers)
        {
            await foreach (var blob in account.Blobs.GetBlobContainerClient(container).GetBlobsAsync(cancellationToken: cancellation))
            {
                return $"the container {container}";
            }
        }

        return null;
    }
}
