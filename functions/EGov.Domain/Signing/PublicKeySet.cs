using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EGov.Domain.Signing;

/// <summary>The public keys that the platform's signed statements are verified with: a JSON Web Key set (RFC 7517), as it is published.</summary>
public sealed class PublicKeySet : IDisposable
{
    private const string Changed = "It was changed, or signed by somebody else";

    private readonly Dictionary<string, ECDsa> _keys = [];

    private PublicKeySet()
    {
    }

    /// <exception cref="FormatException">It is no set of such keys.</exception>
    public static PublicKeySet Read(string jwks)
    {
        var set = new PublicKeySet();
        try
        {
            using var json = JsonDocument.Parse(jwks);
            foreach (var key in json.RootElement.GetProperty("keys").EnumerateArray())
            {
                set._keys.Add(key.GetProperty("kid").GetString()!, ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Coordinate(key, "x"), Y = Coordinate(key, "y") },
                }));
            }
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException or CryptographicException)
        {
            set.Dispose();
            throw new FormatException("The keys are no JWK set", other);
        }

        return set;
    }

    /// <summary>Reads a compact JWS (RFC 7515, ES256) that one of these keys signed.</summary>
    /// <param name="type">What it must say that it is, the header <c>typ</c>: one kind of statement cannot pass for another.</param>
    /// <param name="why">Why it is not to be believed, as a sentence.</param>
    public bool TryVerify(string text, string type, [NotNullWhen(true)] out byte[]? payload, [NotNullWhen(false)] out string? why)
    {
        payload = null;
        if (text.Split('.') is not [var header, var said, var signature] || !Base64Url.IsValid(header) || !Base64Url.IsValid(said) || !Base64Url.IsValid(signature))
        {
            why = "It is no seal: a seal has three parts in base64url";
            return false;
        }

        why = Judge(Base64Url.DecodeFromChars(header), type, Encoding.ASCII.GetBytes($"{header}.{said}"), signature);
        payload = why is null ? Base64Url.DecodeFromChars(said) : null;
        return why is null;
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private string? Judge(byte[] header, string type, byte[] signed, string signature)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            var (typ, id) = (Text(json.RootElement, "typ"), Text(json.RootElement, "kid"));
            if (typ != type)
            {
                return $"It seals something else: {typ ?? "without a type"}";
            }

            if (id is null || !_keys.TryGetValue(id, out var key))
            {
                return $"None of the keys is {id ?? "named in the seal"}";
            }

            // Blanks and padding mean nothing there, so it is taken in one way only: else a seal could be changed without being broken, and its hash with it.
            var bytes = Base64Url.DecodeFromChars(signature);
            return Text(json.RootElement, "alg") == "ES256" && Base64Url.EncodeToString(bytes) == signature && key.VerifyData(signed, bytes, HashAlgorithmName.SHA256) ? null : Changed;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return "The seal's header is broken";
        }
    }

    private static string? Text(JsonElement map, string name) =>
        map.ValueKind is JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[] Coordinate(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
}
