using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class ProtectionMiddlewareTests
{
    [Fact]
    public async Task Every_answer_is_what_it_says_is_kept_by_nobody_and_tells_no_address()
    {
        var headers = await AnswerAsync("api.example.hk", _ => { });

        Assert.Equal(("nosniff", "no-store", "no-referrer"), ($"{headers.XContentTypeOptions}", $"{headers.CacheControl}", $"{headers["Referrer-Policy"]}"));
    }

    [Fact]
    public async Task A_function_may_allow_its_answer_to_be_kept() =>
        Assert.Equal("public, max-age=60", (await AnswerAsync("api.example.hk", http => http.Response.Headers.CacheControl = "public, max-age=60")).CacheControl);

    [Theory]
    [InlineData("api.example.hk", true)]
    [InlineData("localhost:7071", false)]
    [InlineData("127.0.0.1:7071", false)]
    [InlineData("[::1]:7071", false)]
    public async Task A_host_with_a_name_is_asked_for_over_TLS_alone(string host, bool told) =>
        Assert.Equal(told, (await AnswerAsync(host, _ => { })).StrictTransportSecurity.Count > 0);

    private static async Task<IHeaderDictionary> AnswerAsync(string host, Action<HttpContext> function)
    {
        var http = HttpCalls.Call();
        http.Request.Host = new HostString(host);
        await new ProtectionMiddleware().Invoke(new TestInvocation("GetHealth", http), _ =>
        {
            function(http);
            return Task.CompletedTask;
        });
        return http.Response.Headers;
    }
}
