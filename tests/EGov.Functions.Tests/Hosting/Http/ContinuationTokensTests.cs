using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class ContinuationTokensTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?continuation=")]
    public void Without_one_it_is_the_first_page(string query) => Assert.Null(Read(query).Value);

    [Fact]
    public void What_we_gave_is_taken() => Assert.Equal("case|0000-ABCD", Read("?continuation=case%7C0000-ABCD").Value);

    [Theory]
    [InlineData("%00")]
    [InlineData("a%0Ab")]
    [InlineData("%E7%BA%8C")]
    public void What_a_row_key_never_holds_was_never_ours(string given) =>
        Assert.Equal(("continuation-invalid", "continuation"), Read($"?continuation={given}").Refused is { } refused ? (refused.Code, refused.Field) : default);

    [Fact]
    public void It_has_at_most_200_characters()
    {
        Assert.Null(Read($"?continuation={new string('a', 200)}").Refused);
        Assert.NotNull(Read($"?continuation={new string('a', 201)}").Refused);
    }

    private static EGov.Domain.Outcome<string?> Read(string query)
    {
        var http = HttpCalls.Call();
        http.Request.QueryString = new QueryString(query);
        return http.Request.Continuation();
    }
}
