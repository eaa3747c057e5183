using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using EGov.Domain.Audit;
using EGov.Functions.Features.Audit;

namespace EGov.Functions.Adapters.Blobs;

/// <summary>Seals stand in the audit container, in the folder of their day: <c>2026-11-25/11.seal</c> attests what was begun before eleven, UTC.</summary>
public sealed class BlobAuditSeals : IAuditSeals
{
    private readonly BlobContainerClient _container;

    public BlobAuditSeals(StorageClients storage)
        : this(storage.Blobs.GetBlobContainerClient(ContainerNames.Audit))
    {
    }

    internal BlobAuditSeals(BlobContainerClient container) => _container = container;

    public async Task<string?> LastAsync(CancellationToken cancellation)
    {
        foreach (var folder in (await _container.FoldersAsync(cancellation)).OrderDescending(StringComparer.Ordinal))
        {
            var names = await _container.NamesAsync(folder, cancellation);
            if (names.Where(name => AuditSeal.UntilOf(name) is not null).Max(StringComparer.Ordinal) is { } last)
            {
                return (await _container.GetBlobClient(last).DownloadContentAsync(cancellation)).Value.Content.ToString();
            }
        }

        return null;
    }

    public async Task<IReadOnlyList<SealedBlob>> ReadAsync(DateTimeOffset? since, DateTimeOffset until, CancellationToken cancellation)
    {
        var begun = new List<string>();
        foreach (var folder in await _container.FoldersAsync(cancellation))
        {
            if (since is null || string.CompareOrdinal(folder, AuditBlobName.Day(since.Value)) >= 0)
            {
                begun.AddRange(from name in await _container.NamesAsync(folder, cancellation)
                               let blob = AuditBlobName.TryParse(name)
                               where blob is not null && blob.Hour < until && (since is null || blob.Hour >= since)
                               select name);
            }
        }

        var read = new List<SealedBlob>();
        foreach (var name in begun.Order(StringComparer.Ordinal))
        {
            var blob = new AuditBlob();
            await using var content = await _container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation);
            if (await blob.ReadAsync(content, (_, _) => null, cancellation) is { } wrong)
            {
                throw new InvalidDataException($"{name}, line {blob.Lines + 1}: {wrong}");
            }

            read.Add(blob.Attested(name));
        }

        return read;
    }

    public async Task AddAsync(DateTimeOffset until, string text, CancellationToken cancellation)
    {
        try
        {
            await _container.GetBlobClient(AuditSeal.NameOf(until)).UploadAsync(
                BinaryData.FromBytes(Encoding.ASCII.GetBytes(text)),
                new BlobUploadOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = "application/jose" },
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                },
                cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Another run has sealed that hour.
        }
    }
}
