using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class BodyLimitMiddlewareTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(0, true)]
    [InlineData(Bodies.Largest, true)]
    [InlineData(Bodies.Largest + 1, false)]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_its_function(int? length, bool runs)
    {
        var http = HttpCalls.Call();
        http.Request.ContentLength = length;

        Assert.Equal(runs, await RunsAsync(http));
        Assert.Equal(runs ? 200 : 413, http.Response.StatusCode);
    }

    [Fact]
    public async Task Of_one_that_says_nothing_the_server_reads_no_more_than_a_byte_over_the_limit()
    {
        var http = HttpCalls.Call();
        var server = new Server();
        http.Features.Set<IHttpMaxRequestBodySizeFeature>(server);

        Assert.True(await RunsAsync(http));
        Assert.Equal(Bodies.Largest + 1, server.MaxRequestBodySize);
    }

    [Fact]
    public async Task What_no_call_runs_has_no_body()
    {
        var ran = false;
        await new BodyLimitMiddleware().Invoke(new TestInvocation("ExpireDrafts", null), _ =>
        {
            ran = true;
            return Task.CompletedTask;
        });

        Assert.True(ran);
    }

    private static async Task<bool> RunsAsync(HttpContext http)
    {
        var ran = false;
        await new BodyLimitMiddleware().Invoke(new TestInvocation("GetHealth", http), _ =>
        {
            ran = true;
            return Task.CompletedTask;
        });
        return ran;
    }

    private sealed class Server : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }
    }
}
