using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EGov.Operations.Retention;

/// <summary>A statement that the platform signed: a compact JWS (RFC 7515, ES256), verified with its published keys and nothing else.</summary>
internal static class SealedStatement
{
    /// <exception cref="OperationRefusedException">It is not of that type, was changed, or none of the keys signed it.</exception>
    public static byte[] Verify(string seal, string type, string publicKeys)
    {
        var parts = seal.Trim().Split('.');
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part)))
        {
            throw new OperationRefusedException("It is no seal: a seal has three parts in base64url");
        }

        using var header = Parsed(Base64Url.DecodeFromChars(parts[0]), "The seal's header is broken");
        if (Text(header.RootElement, "typ") is var typ && typ != type)
        {
            throw new OperationRefusedException($"It seals something else: {typ ?? "without a type"}");
        }

        using var key = Key(Text(header.RootElement, "kid"), publicKeys);
        return Text(header.RootElement, "alg") == "ES256"
            && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256)
                ? Base64Url.DecodeFromChars(parts[1])
                : throw new OperationRefusedException("It was changed, or signed by somebody else");
    }

    private static ECDsa Key(string? id, string publicKeys)
    {
        using var set = Parsed(Encoding.UTF8.GetBytes(publicKeys), "The keys are no JWK set");
        if (set.RootElement.ValueKind is not JsonValueKind.Object || !set.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind is not JsonValueKind.Array)
        {
            throw new OperationRefusedException("The keys are no JWK set");
        }

        foreach (var key in keys.EnumerateArray())
        {
            if (id is not null && Text(key, "kid") == id && Text(key, "x") is { } x && Text(key, "y") is { } y && Base64Url.IsValid(x) && Base64Url.IsValid(y))
            {
                return ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
                });
            }
        }

        throw new OperationRefusedException($"None of the keys is {id ?? "named in the seal"}");
    }

    private static string? Text(JsonElement map, string name) =>
        map.ValueKind is JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonDocument Parsed(byte[] json, string broken)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException malformed)
        {
            throw new OperationRefusedException(broken, malformed);
        }
    }
}
