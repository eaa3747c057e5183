using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using EGov.Domain.Audit;

namespace EGov.Operations.Audit;

/// <summary>The audit container of an account, as it is at this moment.</summary>
internal sealed class AccountArchive(BlobContainerClient container) : IAuditArchive
{
    public async Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    // What grows while it is read is an append blob: every length of it is a whole number of lines.
    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) =>
        container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: true), cancellation);
}
