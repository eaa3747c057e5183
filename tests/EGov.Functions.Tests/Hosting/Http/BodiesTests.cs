using System.Security.Cryptography;
using System.Text;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class BodiesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_is_read_with_the_hash_of_its_bytes()
    {
        const string Json = """{"text": "你好"}""";

        var read = await HttpCalls.Call(Json).Request.ReadAsync<Letter>(Cancellation);

        Assert.Equal("你好", read.Value.Value.Text);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json))), read.Value.Hash);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/merge-patch+json")]
    public async Task JSON_by_any_of_its_names_is_read(string contentType) =>
        Assert.Null((await HttpCalls.Call("{}", contentType).Request.ReadAsync<Letter>(Cancellation)).Refused);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("nonsense")]
    public async Task What_does_not_call_itself_JSON_is_refused(string? contentType) =>
        Assert.Equal("content-type-not-json", (await HttpCalls.Call("{}", contentType).Request.ReadAsync<Letter>(Cancellation)).Refused?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("""{"text": 5}""")]
    [InlineData("""{"text": "\ud800"}""")]
    [InlineData("""{"text": "x",}""")]
    [InlineData("""{"number": 1.5}""")]
    [InlineData("""{"number": 99999999999}""")]
    public async Task Malformed_JSON_is_refused_and_never_throws(string body) =>
        Assert.Equal("malformed-json", (await HttpCalls.Call(body).Request.ReadAsync<Letter>(Cancellation)).Refused?.Code);

    [Fact]
    public async Task The_place_of_the_fault_is_named() =>
        Assert.Equal("number", (await HttpCalls.Call("""{"number": "x"}""").Request.ReadAsync<Letter>(Cancellation)).Refused?.Field);

    [Fact]
    public async Task What_is_no_UTF_8_is_refused_also_where_nobody_looks_at_the_text()
    {
        var http = HttpCalls.Call();
        http.Request.Body = new MemoryStream([.. """{"any": {"name": "a"""u8, 0xC3, 0x28, .. "\"}}"u8]);

        Assert.Equal("malformed-json", (await http.Request.ReadAsync<Letter>(Cancellation)).Refused?.Code);
    }

    [Fact]
    public async Task JSON_nested_deeper_than_any_form_is_refused() =>
        Assert.Equal("malformed-json", (await HttpCalls.Call($$"""{"any": {{new string('[', 50)}}{{new string(']', 50)}}}""").Request.ReadAsync<Letter>(Cancellation)).Refused?.Code);

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_unread()
    {
        var http = HttpCalls.Call();
        http.Request.ContentLength = Bodies.Largest + 1;
        http.Request.Body = new Unreadable();

        Assert.Equal("body-too-large", (await http.Request.ReadAsync<Letter>(Cancellation)).Refused?.Code);
    }

    [Fact]
    public async Task A_body_that_does_not_say_how_large_it_is_is_read_to_the_limit_and_no_further()
    {
        var http = HttpCalls.Call();
        using var endless = new Endless();
        http.Request.Body = endless;

        Assert.Equal("body-too-large", (await http.Request.ReadAsync<Letter>(Cancellation)).Refused?.Code);
        Assert.InRange(endless.Given, Bodies.Largest, 3 * Bodies.Largest);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "body-too-large")]
    public async Task The_limit_is_512_kilobytes_to_the_byte(int more, string? code)
    {
        var body = $$"""{"text": "{{new string('x', Bodies.Largest - 12 + more)}}"}""";
        var http = HttpCalls.Call(body);

        Assert.Equal(Bodies.Largest + more, http.Request.Body.Length);
        Assert.Equal(code, (await http.Request.ReadAsync<Letter>(Cancellation)).Refused?.Code);
    }

    internal sealed record Letter(string? Text, int? Number, System.Text.Json.JsonElement Any);

    private sealed class Endless : MemoryStream
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class Unreadable : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("It was read");
    }
}
