using Azure;
using Azure.Storage.Blobs;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Adapters.Blobs;

/// <summary>The vault container: one sealed blob for a clean file.</summary>
public sealed class BlobFileVault(StorageClients storage) : IFileVault
{
    private readonly BlobContainerClient _container = storage.Blobs.GetBlobContainerClient(ContainerNames.Vault);

    public Task PutAsync(string name, ReadOnlyMemory<byte> @sealed, CancellationToken cancellation) =>
        _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(@sealed), overwrite: true, cancellation);

    public async Task<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return (await _container.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content.ToMemory();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellation) =>
        _container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellation);
}
