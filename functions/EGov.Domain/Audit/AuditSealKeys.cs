using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EGov.Domain.Audit;

/// <summary>The public keys that seals are verified with: a JSON Web Key set, as it is published.</summary>
public sealed class AuditSealKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = [];

    private AuditSealKeys()
    {
    }

    /// <exception cref="FormatException">It is no set of such keys.</exception>
    public static AuditSealKeys Read(string jwks)
    {
        var keys = new AuditSealKeys();
        try
        {
            using var json = JsonDocument.Parse(jwks);
            foreach (var key in json.RootElement.GetProperty("keys").EnumerateArray())
            {
                keys._keys.Add(key.GetProperty("kid").GetString()!, ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Coordinate(key, "x"), Y = Coordinate(key, "y") },
                }));
            }
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or CryptographicException)
        {
            keys.Dispose();
            throw new FormatException("No set of public keys", other);
        }

        return keys;
    }

    /// <summary>Whether one of these keys signed it, as a seal and as nothing else.</summary>
    public bool Verifies(string text)
    {
        if (text.Split('.') is not [var header, _, var signature] || !Base64Url.IsValid(header) || !Base64Url.IsValid(signature))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
            var said = json.RootElement;
            return said.GetProperty("typ").ValueEquals(AuditSeal.Type)
                && said.GetProperty("alg").ValueEquals("ES256")
                && _keys.TryGetValue(said.GetProperty("kid").GetString()!, out var key)
                && Base64Url.DecodeFromChars(signature) is var bytes
                && Base64Url.EncodeToString(bytes) == signature
                && key.VerifyData(Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), bytes, HashAlgorithmName.SHA256);
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private static byte[] Coordinate(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
}
