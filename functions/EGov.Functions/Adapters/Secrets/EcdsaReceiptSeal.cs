using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>
/// ES256 with the newest version of a key of the vault; the key id is the key's own thumbprint (RFC 7638). The public keys of all versions are
/// published, so that a receipt can be verified after a rotation too.
/// </summary>
public sealed class EcdsaReceiptSeal : IReceiptSeal, IDisposable
{
    private readonly Lock _signing = new();
    private readonly ECDsa _key = ECDsa.Create();
    private readonly string _header;

    public EcdsaReceiptSeal(ISecretVault vault)
    {
        var versions = vault.SigningKeyVersions("receipt-key");
        _key.ImportFromPem(versions[0]);
        var published = versions.Select(Publish).ToList();
        _header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", published[0].kid, typ = "egov-receipt+jws" }));
        PublicKeys = JsonSerializer.Serialize(new { keys = published });
    }

    public string PublicKeys { get; }

    public string Sign(ReadOnlySpan<byte> payload)
    {
        var signed = $"{_header}.{Base64Url.EncodeToString(payload)}";
        lock (_signing)
        {
            // Nobody promises that a key may sign for two calls at once.
            return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        }
    }

    public void Dispose() => _key.Dispose();

    private static PublicKey Publish(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var thumbprint = Base64Url.EncodeToString(SHA256.HashData(
            Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        return new PublicKey("EC", "P-256", "sig", "ES256", thumbprint, x, y);
    }

    /// <summary>A JSON Web Key, with the names that it has there.</summary>
#pragma warning disable SA1300, IDE1006 // The names are RFC 7517's.
    private sealed record PublicKey(string kty, string crv, string use, string alg, string kid, string x, string y);
#pragma warning restore SA1300, IDE1006
}
