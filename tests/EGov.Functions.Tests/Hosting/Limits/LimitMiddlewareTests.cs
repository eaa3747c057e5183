using System.Net;
using EGov.Functions.Hosting.Limits;
using Microsoft.AspNetCore.Http;
using EGov.Functions.Tests.Hosting.Settings;

namespace EGov.Functions.Tests.Hosting.Limits;

public sealed class LimitMiddlewareTests
{
    [Theory]
    [InlineData("HoldSlot")]
    [InlineData("ChangeAppointment")]
    [InlineData("FindAppointment")]
    [InlineData("JoinQueue")]
    public async Task What_is_limited_is_refused_after_so_many_calls_with_how_long_to_wait(string function)
    {
        using var limits = One();
        Assert.Equal(200, (await InvokeAsync(limits, function)).Response.StatusCode);

        var refused = await InvokeAsync(limits, function, "zh-Hant-HK");

        var body = refused.Body();
        Assert.Equal((429, "too-many-calls"), (refused.Response.StatusCode, body.GetProperty("code").GetString()));
        Assert.Equal(body.GetProperty("values").GetProperty("retryAfter").GetString(), refused.Response.Headers.RetryAfter);
        Assert.Matches("[0-9]+ 秒", body.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("ListAvailability")]
    [InlineData("GetQueuePlace")]
    [InlineData("NoSuchFunction")]
    public async Task What_is_not_limited_is_never_refused(string function)
    {
        using var limits = One();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await InvokeAsync(limits, function)).Response.StatusCode);
        }
    }

    [Fact]
    public async Task What_no_call_runs_is_not_counted()
    {
        using var limits = One();
        var ran = 0;

        for (var i = 0; i < 3; i++)
        {
            await new LimitMiddleware(limits).Invoke(new TestInvocation("HoldSlot", http: null), _ =>
            {
                ran++;
                return Task.CompletedTask;
            });
        }

        Assert.Equal(3, ran);
    }

    private static CallLimits One() => new(TestSettings.Limits(
        Enum.GetNames<CallLimit>().Select(name => new KeyValuePair<string, string?>($"Limits:{name}:PerNetwork", "1"))));

    private static async Task<DefaultHttpContext> InvokeAsync(CallLimits limits, string function, string? language = null)
    {
        var http = HttpCalls.Call(acceptLanguage: language);
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        await new LimitMiddleware(limits).Invoke(new TestInvocation(function, http), _ => Task.CompletedTask);
        return http;
    }
}
