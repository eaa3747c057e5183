using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Adapters.Blobs;

/// <summary>
/// The quarantine container: <c>{draftId}/{attachmentId}</c>. Its addresses are signed with the account's key here, with a
/// delegation key of the application's identity in the cloud.
/// </summary>
public sealed class BlobQuarantine(StorageClients storage, TimeProvider time) : IQuarantine
{
    private readonly BlobContainerClient _container = storage.Blobs.GetBlobContainerClient(ContainerNames.Quarantine);
    private DelegationKey? _delegation;

    public async Task<Uri> UploadAddressAsync(string draftId, string attachmentId, DateTimeOffset expires, CancellationToken cancellation)
    {
        var blob = Blob(draftId, attachmentId);
        var permission = new BlobSasBuilder(BlobSasPermissions.Create | BlobSasPermissions.Write, expires)
        {
            BlobContainerName = _container.Name,
            BlobName = blob.Name,
            Resource = "b",
        };
        if (blob.CanGenerateSasUri)
        {
            return blob.GenerateSasUri(permission);
        }

        var key = await DelegationKeyAsync(expires, cancellation);
        return new BlobUriBuilder(blob.Uri) { Sas = permission.ToSasQueryParameters(key, storage.Blobs.AccountName) }.ToUri();
    }

    public Task DeleteAsync(string draftId, string attachmentId, CancellationToken cancellation) =>
        Blob(draftId, attachmentId).DeleteIfExistsAsync(cancellationToken: cancellation);

    private BlobClient Blob(string draftId, string attachmentId) => _container.GetBlobClient($"{draftId}/{attachmentId}");

    /// <summary>One key for an hour of addresses; asking for one costs a call.</summary>
    private async Task<UserDelegationKey> DelegationKeyAsync(DateTimeOffset expires, CancellationToken cancellation)
    {
        if (_delegation is { } known && known.Until > expires)
        {
            return known.Key;
        }

        var until = time.GetUtcNow().AddHours(1);
        var key = (await storage.Blobs.GetUserDelegationKeyAsync(null, until, cancellation)).Value;
        _delegation = new DelegationKey(key, until);
        return key;
    }

    private sealed record DelegationKey(UserDelegationKey Key, DateTimeOffset Until);
}
