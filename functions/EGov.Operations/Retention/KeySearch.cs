using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using EGov.Operations.Backups;

namespace EGov.Operations.Retention;

/// <summary>
/// Looks for keys and files that a certificate says are destroyed, in everything that an account or a backup holds: each binary value of each row, each text that
/// may be one in base64, and each blob's name and, where it is short enough to be a key, content.
/// </summary>
public sealed class KeySearch(StorageInventory inventory)
{
    /// <summary>A wrapped key has 60 bytes; whatever is far longer is none.</summary>
    private const int LongestKey = 1_024;

    /// <summary>Where the account still holds one; null when nowhere.</summary>
    public async Task<string?> InAccountAsync(Account account, Certificate certificate, CancellationToken cancellation)
    {
        foreach (var table in inventory.Tables)
        {
            await foreach (var row in account.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: cancellation))
            {
                if (Holds(row, certificate))
                {
                    return $"the table {table}, row {row.PartitionKey} {row.RowKey}";
                }
            }
        }

        var reader = new AccountReader(account);
        foreach (var container in inventory.Containers)
        {
            if (await BlobAsync(reader.ContainerAsync(container, cancellation), certificate, cancellation) is { } blob)
            {
                return $"the container {container}, blob {blob}";
            }
        }

        return null;
    }

    /// <summary>Where a backup still holds one; null when nowhere.</summary>
    public async Task<string?> InBackupAsync(string folder, Certificate certificate, CancellationToken cancellation)
    {
        var backup = await BackupFolder.OpenAsync(folder, inventory, cancellation);
        foreach (var table in backup.Manifest.Tables)
        {
            await foreach (var row in backup.RowsAsync(table, cancellation))
            {
                if (Holds(row, certificate))
                {
                    return $"the table {table.Name}, row {row.PartitionKey} {row.RowKey}";
                }
            }
        }

        foreach (var container in backup.Manifest.Containers)
        {
            if (await BlobAsync(backup.BlobsAsync(container, cancellation), certificate, cancellation) is { } blob)
            {
                return $"the container {container.Name}, blob {blob}";
            }
        }

        return null;
    }

    private static async Task<string?> BlobAsync(IAsyncEnumerable<BlobLine> lines, Certificate certificate, CancellationToken cancellation)
    {
        var (name, content) = (string.Empty, Array.Empty<byte>());
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (line.Name is not null)
            {
                (name, content) = (line.Name, []);
            }

            content = line.Piece is { Length: <= LongestKey } piece ? piece : content;
            if ((line.Name is not null && certificate.Files.Contains(Fingerprint(Encoding.UTF8.GetBytes(name)))) || (content.Length > 0 && Is(content, certificate)))
            {
                return name;
            }
        }

        return null;
    }

    private static bool Holds(TableEntity row, Certificate certificate) => row.Any(property => property.Value switch
    {
        byte[] { Length: <= LongestKey } bytes => Is(bytes, certificate),
        BinaryData data when data.ToMemory().Length <= LongestKey => Is(data.ToArray(), certificate),
        string { Length: > 0 and <= LongestKey * 2 } text => Decoded(text) is { } bytes && Is(bytes, certificate),
        _ => false,
    });

    private static byte[]? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static bool Is(byte[] value, Certificate certificate) => certificate.Keys.Contains(Fingerprint(value));

    private static string Fingerprint(byte[] value) => Convert.ToHexStringLower(SHA256.HashData(value));
}
