using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using EGov.Domain;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Http;

/// <summary>A body that was read whole, and its hash: what an Idempotency-Key is held against.</summary>
public sealed record Body<T>(T Value, string Hash);

/// <summary>Reads a JSON body without ever throwing at what the caller sent.</summary>
internal static class Bodies
{
    /// <summary>Forms are the largest thing that anyone sends as JSON.</summary>
    public const int Largest = 512 * 1024;

    public static async Task<Outcome<Body<T>>> ReadAsync<T>(this HttpRequest request, CancellationToken cancellation)
    {
        var read = await request.ReadBytesAsync(cancellation);
        if (read.Refused is { } refusal)
        {
            return refusal;
        }

        try
        {
            return IsText(read.Value.Span) && JsonSerializer.Deserialize<T>(read.Value.Span, Json.Options) is { } value
                ? new Body<T>(value, Convert.ToHexStringLower(SHA256.HashData(read.Value.Span)))
                : new Refusal("malformed-json");
        }
        catch (JsonException malformed)
        {
            var place = malformed.Path?.TrimStart('$', '.');
            return new Refusal("malformed-json", string.IsNullOrEmpty(place) || place.Length > 100 ? null : place);
        }
    }

    /// <summary>
    /// Whether every string can be read: JSON's grammar lets half a surrogate pair and broken UTF-8 pass, and they would
    /// only be found where a string is used, long after the body was taken for good.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    private static bool IsText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Json.Options.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadBytesAsync(this HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return new Refusal("content-type-not-json");
        }

        if (request.ContentLength > Largest)
        {
            return new Refusal("body-too-large");
        }

        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4096) + 1);
        while (true)
        {
            var room = buffer.GetMemory(1);
            var count = await request.Body.ReadAsync(room, cancellation);
            if (count == 0)
            {
                return (ReadOnlyMemory<byte>)buffer.WrittenMemory;
            }

            buffer.Advance(count);
            if (buffer.WrittenCount > Largest)
            {
                return new Refusal("body-too-large");
            }
        }
    }
}
