using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using EGov.Domain.Audit;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Blobs;

/// <summary>
/// The audit container, a chain of append blobs for each of a few writers (<see cref="AuditBlobName"/>). Every write says at which byte it expects the blob to end, so of two
/// that follow the same line only one is taken, and the other reads what stands there now. A blob's last line names the only blob that may follow it, and is written in the same way: no
/// writer, however late, can go on in a blob that another has left, or begin one that the chain does not lead to. This instance remembers where its chain stands, so a batch is one call.
/// </summary>
public sealed class BlobAuditChain : IAuditChain, IDisposable
{
    /// <summary>An append blob takes 50,000 blocks; what is below leaves room for those who write at this moment.</summary>
    private const int MostBlocks = 49_000;

    /// <summary>Each time another instance was faster; the messages come again.</summary>
    private const int Attempts = 10;

    private static readonly BlobHttpHeaders _headers = new() { ContentType = "application/jsonl" };

    private readonly BlobContainerClient _container;
    private readonly TimeProvider _time;
    private readonly AuditKey _key;
    private readonly int _chain;
    private readonly int _mostBlocks;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Open?[] _open = new Open?[AuditBlobName.Chains];

    public BlobAuditChain(StorageClients storage, ISecretVault vault, TimeProvider time)
        : this(storage.Blobs.GetBlobContainerClient(ContainerNames.Audit), vault, time, RandomNumberGenerator.GetInt32(AuditBlobName.Chains))
    {
    }

    /// <param name="chain">Which chain this instance writes to.</param>
    /// <param name="mostBlocks">After how many writes a blob is full.</param>
    internal BlobAuditChain(BlobContainerClient container, ISecretVault vault, TimeProvider time, int chain, int mostBlocks = MostBlocks) =>
        (_container, _time, _key, _chain, _mostBlocks) = (container, time, new AuditKey(vault.KeyVersions("audit-key")[0]), chain, mostBlocks);

    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation) =>
        InTurnAsync(() => AppendAsync(_chain, [.. entries.Select(entry => JsonSerializer.SerializeToUtf8Bytes(entry, Json.Options))], cancellation), cancellation);

    public Task EndFinishedAsync(CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            for (var chain = 0; chain < AuditBlobName.Chains; chain++)
            {
                await OpenAsync(chain, cancellation);
            }
        },
        cancellation);

    public void Dispose() => _turn.Dispose();

    private async Task InTurnAsync(Func<Task> act, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task AppendAsync(int chain, IReadOnlyList<byte[]> entries, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var open = await OpenAsync(chain, cancellation);
            var (lines, tail) = (new List<byte>(), open.Tail);
            foreach (var entry in entries)
            {
                (var line, tail) = AuditLine.Write(tail, _key, entry);
                lines.AddRange(line);
            }

            if (await WriteAsync(open, [.. lines], tail, cancellation))
            {
                return;
            }
        }

        throw new InvalidOperationException($"Others wrote to chain {chain} {Attempts} times meanwhile");
    }

    /// <summary>The blob that the chain goes on in now: what was begun in an earlier hour, or is full, is ended first.</summary>
    private async Task<Open> OpenAsync(int chain, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var open = _open[chain] ??= await FindAsync(chain, cancellation);
            var hour = AuditBlobName.HourOf(_time.GetUtcNow());
            if (open.Name.Hour >= hour && open.Blocks < _mostBlocks)
            {
                return open;
            }

            var next = open.Name.Next(hour);
            var (line, tail) = AuditLine.WriteEnd(open.Tail, _key, next);
            if (await WriteAsync(open, line, tail, cancellation))
            {
                _open[chain] = new Open(next, tail, Position: 0, Blocks: 0, Begun: false);
            }
        }

        throw new InvalidOperationException($"Others wrote to chain {chain} {Attempts} times meanwhile");
    }

    /// <returns>False when another instance has written there meanwhile: what is remembered is what stands there now.</returns>
    private async Task<bool> WriteAsync(Open open, byte[] lines, AuditTail tail, CancellationToken cancellation)
    {
        // Whatever becomes of this call, what was remembered is right no more.
        _open[open.Name.Chain] = null;
        var blob = _container.GetAppendBlobClient(open.Name.ToString());
        if (!open.Begun)
        {
            await BeginAsync(blob, cancellation);
        }

        try
        {
            var appended = await blob.AppendBlockAsync(
                new MemoryStream(lines),
                new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = open.Position } },
                cancellation);
            _open[open.Name.Chain] = new Open(open.Name, tail, open.Position + lines.Length, appended.Value.BlobCommittedBlockCount, Begun: true);
            return true;
        }
        catch (RequestFailedException moved) when (moved.Status == 412)
        {
            var there = await ReadAsync(open.Name, cancellation);
            _open[open.Name.Chain] = there;

            // Our own write, whose answer was lost.
            return there?.Tail == tail;
        }
    }

    private static async Task BeginAsync(AppendBlobClient blob, CancellationToken cancellation)
    {
        try
        {
            await blob.CreateAsync(
                new AppendBlobCreateOptions { HttpHeaders = _headers, Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } },
                cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Another instance has begun it; where it stands, the write finds out.
        }
    }

    /// <summary>Where a chain stands that this instance knows nothing of: the last blob that holds a line says it.</summary>
    private async Task<Open> FindAsync(int chain, CancellationToken cancellation)
    {
        AuditBlobName? empty = null;
        await foreach (var name in NewestFirstAsync(chain, cancellation))
        {
            if (await ReadAsync(name, cancellation) is { } open)
            {
                return open with { Begun = open.Begun || open.Name == empty };
            }

            empty = name;
        }

        return new Open(AuditBlobName.First(chain), AuditTail.Of(chain), Position: 0, Blocks: 0, Begun: empty is not null);
    }

    private async IAsyncEnumerable<AuditBlobName> NewestFirstAsync(int chain, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var folders = await _container.FoldersAsync(cancellation);

        // "begin" sorts behind the days, and comes before them.
        foreach (var folder in folders.OrderByDescending(folder => char.IsAsciiDigit(folder[0])).ThenByDescending(folder => folder, StringComparer.Ordinal))
        {
            var names = (await _container.NamesAsync(folder, cancellation)).Select(AuditBlobName.TryParse).OfType<AuditBlobName>().Where(name => name.Chain == chain);
            foreach (var name in names.OrderByDescending(name => name.Hour).ThenByDescending(name => name.Part))
            {
                yield return name;
            }
        }
    }

    /// <summary>Where the chain stands by a blob's last line; null when it has none.</summary>
    private async Task<Open?> ReadAsync(AuditBlobName name, CancellationToken cancellation)
    {
        var blob = _container.GetAppendBlobClient(name.ToString());
        var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value;
        if (properties.ContentLength == 0)
        {
            return null;
        }

        var from = Math.Max(0, properties.ContentLength - AuditLine.Longest);
        var end = (await blob.DownloadContentAsync(
            new BlobDownloadOptions { Range = new HttpRange(from, properties.ContentLength - from) }, cancellation)).Value.Content.ToMemory();
        var text = end[..^1];
        if (AuditLine.Read(text[(text.Span.LastIndexOf((byte)'\n') + 1)..]) is not { } last)
        {
            throw new InvalidDataException($"The last line of {name} is none of the audit trail's");
        }

        return last.Next is null
            ? new Open(name, last.Tail, properties.ContentLength, properties.BlobCommittedBlockCount, Begun: true)
            : new Open(AuditBlobName.TryParse(last.Next)!, last.Tail, Position: 0, Blocks: 0, Begun: false);
    }

    /// <summary>The blob that a chain goes on in.</summary>
    /// <param name="Begun">Whether it is there; else it is yet to be made.</param>
    private sealed record Open(AuditBlobName Name, AuditTail Tail, long Position, int Blocks, bool Begun);
}
