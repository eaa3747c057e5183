using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace EGov.Functions.Adapters.Tables;

/// <summary>What every table adapter needs: long values in pieces, keys that sort by time, and the answers that are no faults.</summary>
internal static class Entities
{
    /// <summary>A binary property holds 64 KiB at most.</summary>
    private const int Piece = 64 * 1024;

    /// <summary>A row holds 1 MiB; the limits on what comes in keep far below.</summary>
    internal const int MostPieces = 14;

    /// <summary>What the service allows.</summary>
    private const int MostInTransaction = 100;

    public static void PutBytes(this TableEntity entity, string name, ReadOnlySpan<byte> bytes)
    {
        var pieces = (bytes.Length + Piece - 1) / Piece;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces, MostPieces);
        entity[$"{name}Pieces"] = pieces;
        for (var i = 0; i < pieces; i++)
        {
            entity[$"{name}{i}"] = bytes[(i * Piece)..Math.Min(bytes.Length, (i + 1) * Piece)].ToArray();
        }
    }

    public static byte[] GetBytes(this TableEntity entity, string name)
    {
        var pieces = entity.GetInt32($"{name}Pieces") ?? 0;
        return pieces == 1
            ? entity.GetBinary($"{name}0")
            : [.. Enumerable.Range(0, pieces).SelectMany(i => entity.GetBinary($"{name}{i}"))];
    }

    /// <summary>Sorts the older first.</summary>
    public static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Sorts the newer first.</summary>
    public static string InvertedTicks(DateTimeOffset instant) =>
        (DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static async Task<TableEntity?> FindAsync(
        this TableClient table,
        string partition,
        string row,
        CancellationToken cancellation,
        IEnumerable<string>? select = null)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, select, cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>The ETag; null when the row is there already.</summary>
    public static async Task<string?> TryAddAsync(this TableClient table, TableEntity entity, CancellationToken cancellation)
    {
        try
        {
            return (await table.AddEntityAsync(entity, cancellation)).Headers.ETag.ToString();
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return null;
        }
    }

    /// <summary>Adds those of one partition's rows that are not there yet: in one transaction when none is, else one by one.</summary>
    public static async Task AddMissingAsync(this TableClient table, IEnumerable<TableEntity> rows, CancellationToken cancellation)
    {
        // One that comes twice at once is one: a transaction may touch a row only once.
        foreach (var some in rows.DistinctBy(row => row.RowKey, StringComparer.Ordinal).Chunk(MostInTransaction))
        {
            if (some.Length > 1
                && await table.TryTransactAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellation))
            {
                continue;
            }

            foreach (var row in some)
            {
                await table.TryAddAsync(row, cancellation);
            }
        }
    }

    /// <summary>The new ETag; null when the row was changed or deleted meanwhile.</summary>
    public static async Task<string?> TryUpdateAsync(
        this TableClient table,
        TableEntity entity,
        string version,
        TableUpdateMode mode,
        CancellationToken cancellation)
    {
        try
        {
            return (await table.UpdateEntityAsync(entity, new ETag(version), mode, cancellation)).Headers.ETag.ToString();
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return null;
        }
    }

    /// <summary>True when the row is gone; false when it was changed meanwhile, and so is not ours to delete.</summary>
    public static async Task<bool> TryDeleteAsync(this TableClient table, string partition, string row, ETag version, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(partition, row, version, cancellation);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            return false;
        }
    }

    /// <summary>All of it takes effect or none; false when a row was there already, changed or deleted meanwhile.</summary>
    public static async Task<bool> TryTransactAsync(
        this TableClient table,
        IEnumerable<TableTransactionAction> actions,
        CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Rows of one partition whose key starts with a prefix: a range, never a scan.</summary>
    public static string Range(string partition, string prefix) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
}
