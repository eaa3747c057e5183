using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace EGov.Functions.Hosting.Protection;

/// <summary>Values that go out and come back in a header: anybody may read them, nobody can change or make one.</summary>
internal static class SignedTexts
{
    private const int Longest = 2000;

    public static string Write<T>(ReadOnlyMemory<byte> key, T value)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Span, payload))}";
    }

    /// <summary>Null when it is not one that was signed with this key.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> key, string text)
        where T : class
    {
        var parts = text.Length > Longest ? [] : text.Split('.');
        if (parts.Length != 2 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        var payload = Base64Url.DecodeFromChars(parts[0]);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key.Span, payload), Base64Url.DecodeFromChars(parts[1]))
            ? JsonSerializer.Deserialize<T>(payload, Json.Options)
            : null;
    }
}
