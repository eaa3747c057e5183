using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Http;

/// <summary>A JSON answer with its ETag, ready to be sent any number of times.</summary>
internal sealed record TaggedJson(byte[] Utf8, string ETag)
{
    /// <param name="tagged">What the tag is made of, when not all of the value: the moment of the answer is no change.</param>
    public static TaggedJson Of<T>(T value, object? tagged = null)
    {
        var utf8 = JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
        var hash = SHA256.HashData(tagged is null ? utf8 : JsonSerializer.SerializeToUtf8Bytes(tagged, Json.Options));
        return new TaggedJson(utf8, $"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"");
    }
}

/// <summary>Answers that a caller may keep and ask about with If-None-Match (RFC 9110 13.1.2): unchanged, they are not sent again.</summary>
internal static class TaggedAnswers
{
    public static IResult Tagged<T>(this HttpRequest request, T value, string cacheControl) => request.Tagged(TaggedJson.Of(value), cacheControl);

    public static IResult Tagged(this HttpRequest request, TaggedJson answer, string cacheControl)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ETag = answer.ETag;
        headers.CacheControl = cacheControl;
        return request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == answer.ETag || tag == $"W/{answer.ETag}")
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(answer.Utf8, "application/json; charset=utf-8");
    }
}
