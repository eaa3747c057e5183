using Azure;
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
    private readonly BlobContainerClient _container = storage.Quarantine.GetBlobContainerClient(ContainerNames.Quarantine);
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
        return new BlobUriBuilder(blob.Uri) { Sas = permission.ToSasQueryParameters(key, storage.Quarantine.AccountName) }.ToUri();
    }

    public QuarantinedFile? Recognise(string address)
    {
        var within = $"{_container.Uri}/";
        return address.StartsWith(within, StringComparison.Ordinal)
            && address[within.Length..].Split('/') is [var draftId, var attachmentId]
            && DraftIds.TryFormOf(draftId, out _)
            && DraftIds.IsAttachment(attachmentId)
                ? new QuarantinedFile(draftId, attachmentId)
                : null;
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(QuarantinedFile file, string version, long most, CancellationToken cancellation)
    {
        var thatVersion = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(version) } };
        try
        {
            using var download = (await Blob(file.DraftId, file.AttachmentId).DownloadStreamingAsync(thatVersion, cancellation)).Value;
            var bytes = new byte[Math.Min(download.Details.ContentLength, most)];
            await download.Content.ReadExactlyAsync(bytes, cancellation);
            return bytes;
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            return null;
        }
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
        var key = (await storage.Quarantine.GetUserDelegationKeyAsync(null, until, cancellation)).Value;
        _delegation = new DelegationKey(key, until);
        return key;
    }

    private sealed record DelegationKey(UserDelegationKey Key, DateTimeOffset Until);
}
