using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>Signs with the newest version of the receipts' key; all versions are published.</summary>
public sealed class EcdsaReceiptSeal(ISecretVault vault) : IReceiptSeal, IDisposable
{
    private readonly PublishedKey _key = new(vault.SigningKeyVersions("receipt-key"));

    public string PublicKeys => _key.PublicKeys;

    public string Sign(ReadOnlySpan<byte> payload, string type = "egov-receipt+jws") => _key.Sign(payload, type);

    public void Dispose() => _key.Dispose();
}
