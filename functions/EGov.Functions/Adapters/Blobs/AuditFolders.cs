using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace EGov.Functions.Adapters.Blobs;

/// <summary>What there is in the audit container: a folder a day.</summary>
internal static class AuditFolders
{
    public static async Task<List<string>> FoldersAsync(this BlobContainerClient container, CancellationToken cancellation)
    {
        var folders = new List<string>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, delimiter: "/", prefix: null, cancellation))
        {
            folders.Add(item.Prefix);
        }

        return folders;
    }

    public static async Task<List<string>> NamesAsync(this BlobContainerClient container, string folder, CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
