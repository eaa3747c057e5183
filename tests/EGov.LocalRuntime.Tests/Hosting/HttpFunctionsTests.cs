using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class HttpFunctionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_answers_under_the_prefix_of_host_json_with_its_route_values()
    {
        await using var host = await SampleHost.StartAsync([typeof(Samples)]);

        Assert.Equal("7 EchoNumber", await host.Http.GetStringAsync("/api/numbers/7", Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("/numbers/7", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_function_without_a_route_answers_under_its_name()
    {
        await using var host = await SampleHost.StartAsync([typeof(Samples)]);

        var answer = await host.Http.PostAsJsonAsync("/api/Unrouted", new { text = "hello" }, Cancellation);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("/api/things/hello", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_unhandled_exception_is_a_bare_500()
    {
        await using var host = await SampleHost.StartAsync([typeof(Samples)]);

        var answer = await host.Http.GetAsync("/api/broken", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Middleware_stands_around_the_function_in_order_of_registration()
    {
        await using var host = await SampleHost.StartAsync([typeof(Samples)], app =>
        {
            app.Services.AddSingleton<Heard<string>>();
            app.UseMiddleware<Outer>();
            app.UseMiddleware<Inner>();
        });

        await host.Http.GetStringAsync("/api/numbers/1", Cancellation);

        var heard = host.Services.GetRequiredService<Heard<string>>();
        Assert.Equal(
            ("outer EchoNumber", "inner", "inner done", "outer done"),
            (await heard.NextAsync(), await heard.NextAsync(), await heard.NextAsync(), await heard.NextAsync()));
    }

    [Fact]
    public async Task Middleware_may_answer_instead_of_the_function()
    {
        await using var host = await SampleHost.StartAsync([typeof(Samples)], app => app.UseMiddleware<Refusing>());

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.GetAsync("/api/numbers/1", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413_and_one_within_it_is_read()
    {
        await using var host = await SampleHost.StartAsync([typeof(Samples)], settings: new() { ["Host:MaxRequestBodySize"] = "1000" });

        Assert.Equal("1000", await (await host.Http.PostAsync("/api/length", new ByteArrayContent(new byte[1000]), Cancellation)).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Http.PostAsync("/api/length", new ByteArrayContent(new byte[1001]), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_listed_origin_may_read_the_answer_and_its_headers_and_another_may_not()
    {
        await using var host = await SampleHost.StartAsync(
            [typeof(Samples)], settings: new() { ["Host:CORS"] = "http://a.example, http://b.example", ["Host:CORSCredentials"] = "true" });

        var listed = await FromAsync("http://b.example");
        var other = await FromAsync("http://c.example");

        Assert.Equal("http://b.example", Assert.Single(listed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("true", Assert.Single(listed.Headers.GetValues("Access-Control-Allow-Credentials")));
        Assert.Equal("ETag,Location,Retry-After,Content-Language", string.Concat(listed.Headers.GetValues("Access-Control-Expose-Headers")));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));

        async Task<HttpResponseMessage> FromAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/numbers/1") { Headers = { { "Origin", origin } } };
            return await host.Http.SendAsync(request, Cancellation);
        }
    }

    [Fact]
    public async Task A_preflight_of_a_listed_origin_is_answered_before_any_function()
    {
        await using var host = await SampleHost.StartAsync(
            [typeof(Samples)], app => app.UseMiddleware<Refusing>(), new() { ["Host:CORS"] = "http://a.example" });
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/Unrouted")
        {
            Headers = { { "Origin", "http://a.example" }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "if-match" } },
        };

        var answer = await host.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("http://a.example", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task The_host_says_that_it_runs()
    {
        await using var host = await SampleHost.StartAsync([typeof(Samples)]);

        Assert.Contains("Running", await host.Http.GetStringAsync("/admin/host/status", Cancellation), StringComparison.Ordinal);
    }

    public static class Samples
    {
        [Function("EchoNumber")]
        public static Task<IResult> RunAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{number}")] HttpRequest request, int number, FunctionContext context) =>
            Task.FromResult(Results.Text($"{number} {(context.GetHttpContext() == request.HttpContext ? context.FunctionDefinition.Name : "?")}"));

        [Function("Unrouted")]
        public static async Task<IResult> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken cancellation)
        {
            var said = await request.ReadFromJsonAsync<Dictionary<string, string>>(cancellation);
            return Results.Created($"/api/things/{said!["text"]}", null);
        }

        [Function("Broken")]
        public static Task<IResult> BreakAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) =>
            throw new InvalidOperationException("Nobody may read this.");

        [Function("Length")]
        public static async Task<IResult> LengthAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "length")] HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return Results.Text(body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    internal sealed class Outer(Heard<string> heard) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            heard.Say($"outer {context.FunctionDefinition.Name}");
            await next(context);
            heard.Say("outer done");
        }
    }

    internal sealed class Inner(Heard<string> heard) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            heard.Say("inner");
            await next(context);
            heard.Say("inner done");
        }
    }

    internal sealed class Refusing : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.GetHttpContext()!.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
    }
}
