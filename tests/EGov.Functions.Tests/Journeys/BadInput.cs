using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace EGov.Functions.Tests.Journeys;

/// <summary>What people, programs and attackers send instead of what they should. Requests are written out before they are sent, so a failure prints them.</summary>
internal static class BadInput
{
    private static readonly string[] Words =
    [
        "formId", "formVersion", "answers", "draftId", "language", "field", "fileName", "size", "text", "outcome", "reason", "seconds",
        "leaseId", "page", "id", "version", "department", "service", "date", "document", "number", "title", "pages", "fields", "type", "showWhen", "fee", "quota", "name", "__proto__",
        "code", "office", "reference", "class", "session", "from", "to", "weekdays", "seats",
    ];

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "1.5", "1e400", "-1e400", "99999999999999999999", "2147483648", "1e-400", "0.1e1",
        "\"\"", "\" \"", "\"..\"", "\"\\u0000\"", "\"\\u001b[31m\"", "\"\\u202e\"", "\"陳大文\"", "\"😀\"", "\"en\"", "\"approved\"", "\"proof\"",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\udfff\"", "\"' or 1 eq 1\"", "\"<script>\"", "\"{max}\"", "\"%00\"", "\"att-1\"",
        "\"ird-postal-address\"", "\"ird-postal-address.abcdefghijklmnop\"", "\"2026-02-30\"", "\"2026-11-23T00:00:00Z\"", "{}", "[]", "[null]", "[[]]", "{\"\":1}",
    ];

    private static readonly string[] Broken =
    [
        "", " ", "{", "[", "}", "nul", "NaN", "Infinity", "{\"a\":}", "{\"a\" 1}", "{'a':1}", "{\"a\":1,}", "[1,]", "{\"a\":1}{\"b\":2}", "// x\n{}",
        "\uFEFF{}", "{\"a\":\"\u0001\"}", "{\"a\":01}", "{\"a\":+1}", "{\"\\ud800\":1}", "\"\\u12\"", "{\"answers\":{\"a\":1,\"a\":2}}",
        "{\"formId\":\"x\",\"formId\":\"y\"}", "<xml/>", "a=b&c=d",
    ];

    private static readonly string[] Segments =
    [
        "..", "%2e%2e", "%2e%2e%2f%2e%2e%2f", "%00", "a%00b", "%0d%0aSet-Cookie:%20a=b", "%", "%zz", "%E9%99%B3", "%F0%9F%98%80", "%ED%A0%80", "%FF", "%C0%AE",
        "*", "'", "''", "%22", "~", "%20", "+", "%5c", "%3f", "%23", "%2f", "%7c", "item%7cx", "!quota", "-1", "0", "1", "1e9", "2147483648", "null", "undefined",
        "immd", "ird", "IMMD", "ird-postal-address", "ird-postal-address.abcdefghijklmnop", "abcdefghijklmnopqrst", "CDFH-3467-XY3K", "cdfh%203467%20xy3k", ".", "%2e", "RKO", "rko", "2026-12-01", "9999-12-31", "0001-01-01", "2026-13-01",
    ];

    private static readonly string[] HeaderValues =
    [
        "", " ", "*", "\"", "\"x\"", "W/\"x\"", "W/\"datetime'2026-11-23T00%3A00%3A00Z'\"", "\"a\", \"b\"", "application/json", "application/json; charset=utf-16", "text/html;q=2",
        "application/problem+json", "bytes=0-1", "bytes=-1", "zh-Hant-HK;q=NaN", "zh--", "en;q=1e9", ",,,", ";", "-", "*/*", "gzip, deflate, br", "\t",
        "Bearer", "chunked, chunked", "0", "-1", "true",
    ];

    private static readonly string[] HeaderNames =
        ["Idempotency-Key", "Queue-Ticket", "If-Match", "If-None-Match", "Accept-Language", "Accept", "Content-Language", "Range", "If-Modified-Since", "Prefer", "traceparent", "tracestate", "baggage", "X-Forwarded-For", "X-Forwarded-Proto", "Cookie", "Origin"];

    /// <summary>One part of a path, already written as it goes over the line.</summary>
    public static readonly Gen<string> Segment = Gen.Frequency<string>(
        (6, Gen.OneOf(Segments)),
        (1, Gen.Int[100, 6000].Select(length => new string('a', length))),
        (1, Gen.Int[20, 600].Select(length => string.Concat(Enumerable.Repeat("%E9%99%B3", length)))),
        (2, Gen.String[Gen.Char['\u0000', '\uFFFF'], 1, 20].Select(text => Escape(text))),
        (2, Gen.String[Gen.Char['!', '~'], 1, 20].Select(text => text.Replace('#', '_'))));

    public static readonly Gen<(string Name, string Value)> Header = Gen.Select(
        Gen.OneOf(HeaderNames),
        Gen.Frequency<string>(
            (4, Gen.OneOf(HeaderValues)),
            (2, Gen.String[Gen.Char[' ', '~'], 0, 40]),
            (1, Gen.Int[200, 4000].Select(length => new string('h', length)))),
        (name, value) => (name, value));

    public static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 4
        ? Gen.OneOf(Scalars)
        : Gen.Frequency<string>(
            (3, Gen.OneOf(Scalars)),
            (1, Gen.String[Gen.Char['\u0000', '\uFFFF'], 0, 30].Select(text => $"\"{string.Concat(text.Select(character => $"\\u{(int)character:x4}"))}\"")),
            (3, Gen.Select(Gen.OneOf(Words), inner).Array[0, 7].Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}")),
            (1, inner.Array[0, 5].Select(items => $"[{string.Join(',', items)}]"))));

    /// <summary>A body and what it is for a failure's message.</summary>
    public static Gen<Body> Bodies(JsonNode sample) => Gen.Frequency<Body>(
        (6, Json.Select(json => new Body("json", Encoding.UTF8.GetBytes(json)))),
        (6, Gen.Select(Gen.Int[0, 10_000], Json).Select((place, json) => new Body("mutated", Encoding.UTF8.GetBytes(Mutate(sample, place, json))))),
        (3, Gen.OneOf(Broken).Select(text => new Body("broken", Encoding.UTF8.GetBytes(text)))),
        (2, Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 255]).Select((at, value) => new Body("one byte changed", Damage(sample, at, (byte)value)))),
        (1, Gen.Int[1, 10_000].Select(at => new Body("cut short", Encoding.UTF8.GetBytes(sample.ToJsonString())[..(at % sample.ToJsonString().Length)]))),
        (1, Gen.Byte.Array[0, 400].Select(bytes => new Body("bytes", bytes))),
        (1, Gen.Int[20, 100_000].Select(deep => new Body($"{deep} deep", Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("{\"answers\":", deep))}1{new string('}', deep)}")))),
        (1, Gen.Int[20, 100_000].Select(deep => new Body($"{deep} open", Encoding.UTF8.GetBytes(new string('[', deep))))),
        (1, Gen.Int[1000, 500_000].Select(length => new Body($"a string of {length}", Encoding.UTF8.GetBytes(Mutate(sample, length, $"\"{new string('x', length)}\""))))),
        (1, Gen.Int[1000, 60_000].Select(count => new Body($"{count} members", Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":1"))}}}")))));

    /// <summary>The sample with one of its nodes replaced by something else.</summary>
    private static string Mutate(JsonNode sample, int place, string json)
    {
        const string Mark = "\u2028replace here\u2028";
        var copy = sample.DeepClone();
        var nodes = Below(copy).ToList();
        nodes[place % nodes.Count].ReplaceWith(JsonValue.Create(Mark));
        var text = copy.ToJsonString();
        return text.Replace(JsonValue.Create(Mark)!.ToJsonString(), json, StringComparison.Ordinal);
    }

    private static byte[] Damage(JsonNode sample, int at, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(sample.ToJsonString());
        bytes[at % bytes.Length] = value;
        return bytes;
    }

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));
    }

    /// <summary>Also halves of surrogate pairs, as the three bytes that no UTF-8 text may have.</summary>
    private static string Escape(string text) => string.Concat(text.Select(character => char.IsSurrogate(character)
        ? string.Create(CultureInfo.InvariantCulture, $"%{0xE0 | (character >> 12):X2}%{0x80 | ((character >> 6) & 0x3F):X2}%{0x80 | (character & 0x3F):X2}")
        : WebUtility.UrlEncode(character.ToString()).Replace("+", "%20", StringComparison.Ordinal)));

    internal sealed record Body(string Kind, byte[] Bytes)
    {
        public override string ToString() => $"{Kind}: {Encoding.UTF8.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, 2000)))}";
    }
}
