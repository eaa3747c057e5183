using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Tests.Journeys;

/// <summary>What the API said.</summary>
internal sealed record Reply(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public JsonNode? Body { get; } = Parse(ContentHeaders, Bytes);

    public string? Code => (Body as JsonObject)?["code"] is JsonValue code ? (string?)code : null;

    public string ETag => Headers.ETag?.ToString() ?? throw new InvalidOperationException("The answer has no ETag");

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new Reply((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync());
        }
    }

    public string Text(string member) => (string?)Body?[member] ?? throw new InvalidOperationException($"The answer has no {member}: {this}");

    public Reply Is(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {this}");
        return this;
    }

    /// <summary>A refusal with that code, under the status that the catalogue has for it.</summary>
    public Reply Refuses(string code)
    {
        Assert.True(Code == code, $"Expected {code}, got {this}");
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal(Sentences.All[code].Status, Status);
        Assert.Equal(Status, (int)Body!["status"]!);
        return this;
    }

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, 1000)))}";

    private static JsonNode? Parse(HttpContentHeaders headers, byte[] bytes)
    {
        if (bytes.Length == 0 || headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(bytes);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("What the API sent as JSON is none", broken);
        }
    }
}
