using EGov.Domain;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Http;

/// <summary>The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header): 1 to 255 visible ASCII characters.</summary>
internal static class IdempotencyKeys
{
    public static Outcome<string> IdempotencyKey(this HttpRequest request)
    {
        var header = request.Headers["Idempotency-Key"];
        if (header.Count == 0 || string.IsNullOrEmpty(header[0]))
        {
            return new Refusal("idempotency-key-missing");
        }

        var key = header[0]!;
        return header.Count == 1 && key.Length <= 255 && key.All(character => character is >= '!' and <= '~')
            ? key
            : new Refusal("idempotency-key-invalid");
    }
}
