using EGov.Domain.Audit;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>Signs seals with the newest version of a key of their own, so that no seal is ever taken for a receipt; all versions are published.</summary>
public sealed class EcdsaAuditSigner(ISecretVault vault) : IAuditSigner, IDisposable
{
    private readonly PublishedKey _key = new(vault.SigningKeyVersions("audit-seal-key"));

    public string PublicKeys => _key.PublicKeys;

    public string Sign(ReadOnlySpan<byte> payload) => _key.Sign(payload, AuditSeal.Type);

    public void Dispose() => _key.Dispose();
}
