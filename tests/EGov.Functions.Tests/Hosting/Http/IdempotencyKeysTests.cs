using EGov.Functions.Hosting.Http;
using Microsoft.Extensions.Primitives;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class IdempotencyKeysTests
{
    [Theory]
    [InlineData("k")]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("!\"#~")]
    public void A_key_of_visible_characters_is_taken(string key) => Assert.Equal(key, Key(key).Value);

    [Fact]
    public void A_key_has_at_most_255_characters()
    {
        Assert.Null(Key(new string('k', 255)).Refused);
        Assert.Equal("idempotency-key-invalid", Key(new string('k', 256)).Refused?.Code);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("鑰匙")]
    [InlineData("a\u007F")]
    [InlineData(" ")]
    public void Other_characters_are_refused(string key) => Assert.Equal("idempotency-key-invalid", Key(key).Refused?.Code);

    [Fact]
    public void Two_keys_are_none() => Assert.Equal("idempotency-key-invalid", Key("a", "b").Refused?.Code);

    [Fact]
    public void A_missing_key_is_said_to_be_missing()
    {
        Assert.Equal("idempotency-key-missing", HttpCalls.Call().Request.IdempotencyKey().Refused?.Code);
        Assert.Equal("idempotency-key-missing", Key(string.Empty).Refused?.Code);
    }

    private static EGov.Domain.Outcome<string> Key(params string[] keys)
    {
        var http = HttpCalls.Call();
        http.Request.Headers["Idempotency-Key"] = new StringValues(keys);
        return http.Request.IdempotencyKey();
    }
}
