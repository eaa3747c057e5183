using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>
/// ES256 with the newest version of a signing key; the key id is the key's own thumbprint (RFC 7638). The public keys of all versions are published, so that
/// what an older one signed can be verified after a rotation too.
/// </summary>
internal sealed class PublishedKey : IDisposable
{
    private readonly Lock _signing = new();
    private readonly ECDsa _key = ECDsa.Create();
    private readonly string _keyId;

    /// <param name="versions">In PEM, the newest first.</param>
    public PublishedKey(IReadOnlyList<string> versions)
    {
        _key.ImportFromPem(versions[0]);
        var published = versions.Select(Publish).ToList();
        _keyId = published[0].kid;
        PublicKeys = JsonSerializer.Serialize(new { keys = published });
    }

    /// <summary>A JSON Web Key set (RFC 7517).</summary>
    public string PublicKeys { get; }

    /// <summary>A compact JWS over the payload.</summary>
    /// <param name="type">What is signed, so that nothing else is taken for it.</param>
    public string Sign(ReadOnlySpan<byte> payload, string type)
    {
        var header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = _keyId, typ = type }));
        var signed = $"{header}.{Base64Url.EncodeToString(payload)}";
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
