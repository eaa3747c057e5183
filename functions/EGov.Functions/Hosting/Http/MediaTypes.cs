using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EGov.Functions.Hosting.Http;

/// <summary>Which of two kinds of answer a caller wants (RFC 9110 12.5.1).</summary>
internal static class MediaTypes
{
    /// <summary>Whether the Accept header names a type, and does not like the other one better.</summary>
    public static bool Prefers(this HttpRequest request, string type, string over) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted)
        && Quality(wanted, type) is > 0 and var quality
        && quality >= (Quality(wanted, over) ?? 0);

    private static double? Quality(IEnumerable<MediaTypeHeaderValue> wanted, string type) =>
        wanted.Where(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Max(one => (double?)(one.Quality ?? 1));
}
