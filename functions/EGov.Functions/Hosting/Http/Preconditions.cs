using EGov.Domain;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Http;

/// <summary>If-Match (RFC 9110 13.1.1): which version the caller changes.</summary>
internal static class Preconditions
{
    public static Outcome<string> IfMatch(this HttpRequest request) =>
        request.Headers.IfMatch.ToString() is { Length: > 0 } version ? version : new Refusal("precondition-required");
}
