using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>ES256 with a key of the vault; the key id is the key's own thumbprint (RFC 7638).</summary>
public sealed class EcdsaReceiptSeal : IReceiptSeal, IDisposable
{
    private readonly Lock _signing = new();
    private readonly ECDsa _key = ECDsa.Create();
    private readonly string _header;

    public EcdsaReceiptSeal(ISecretVault vault)
    {
        _key.ImportFromPem(vault.SigningKey("receipt-key"));
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var thumbprint = Base64Url.EncodeToString(SHA256.HashData(
            Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        _header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = thumbprint, typ = "egov-receipt+jws" }));
        PublicKeys = JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = thumbprint, x, y } } });
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
}
