using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace EGov.LocalRuntime.Tests.Telemetry;

public sealed class RecentTracesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_request_brings_about_over_the_bus_is_in_its_trace()
    {
        await using var host = await StartAsync();
        var trace = await CallAsync(host, "01");
        await host.Services.GetRequiredService<Heard<string>>().NextAsync();

        var spans = await SpansAsync(host, trace, spans => spans.Any(span => Name(span) == "function Pass"));

        Assert.Contains(spans, span => span.GetProperty("source").GetString() == "Microsoft.AspNetCore");
        var ask = spans.Single(span => Name(span) == "function Ask");
        var send = spans.Single(span => Name(span) == "ServiceBusSender.Send");
        Assert.Equal(ask.GetProperty("spanId").GetString(), send.GetProperty("parentId").GetString());
        Assert.Equal(send.GetProperty("spanId").GetString(), spans.Single(span => Name(span) == "function Pass").GetProperty("parentId").GetString());
        var line = (await host.Http.GetFromJsonAsync<JsonElement>("/admin/traces", Cancellation)).EnumerateArray().Single(one => one.GetProperty("traceId").GetString() == trace);
        Assert.Equal(spans.Length, line.GetProperty("spans").GetInt32());
    }

    [Fact]
    public async Task Neither_a_trace_that_is_not_kept_nor_a_look_at_the_host_is_remembered()
    {
        await using var host = await StartAsync();
        var quiet = await CallAsync(host, "00");
        await host.Services.GetRequiredService<Heard<string>>().NextAsync();
        var kept = await CallAsync(host, "01");
        await SpansAsync(host, kept, spans => spans.Any(span => Name(span) == "function Pass"));

        var lines = await host.Http.GetFromJsonAsync<JsonElement>("/admin/traces", Cancellation);

        Assert.DoesNotContain(lines.EnumerateArray(), line => line.GetProperty("traceId").GetString() == quiet || Name(line).Contains("admin", StringComparison.Ordinal));
    }

    private static async Task<string> CallAsync(SampleHost host, string flags)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ask");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-{flags}");
        using var answer = await host.Http.SendAsync(request, Cancellation);
        answer.EnsureSuccessStatusCode();
        return trace;
    }

    private static async Task<JsonElement[]> SpansAsync(SampleHost host, string trace, Predicate<JsonElement[]> enough)
    {
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using var answer = await host.Http.GetAsync($"/admin/traces/{trace}", Cancellation);
            if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<JsonElement[]>(Cancellation) is { } spans && enough(spans))
            {
                return spans;
            }

            await rhythm.WaitForNextTickAsync(Cancellation);
        }
    }

    private static string Name(JsonElement span) => span.GetProperty("name").GetString()!;

    private static Task<SampleHost> StartAsync() => SampleHost.StartAsync([typeof(AskFunction), typeof(PassFunction)], builder => builder.Services
        .AddSingleton<Heard<string>>()
        .AddOpenTelemetry()
        .UseFunctionsWorkerDefaults()
        .WithTracing(tracing => tracing.AddSource("Azure.Messaging.ServiceBus.*")));

    private sealed class AskFunction(IConfiguration configuration)
    {
        [Function("Ask")]
        public async Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ask")] Microsoft.AspNetCore.Http.HttpRequest request)
        {
            await using var client = new ServiceBusClient(configuration["ServiceBus"]);
            await client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("tea"), request.HttpContext.RequestAborted);
        }
    }

    private sealed class PassFunction(Heard<string> heard)
    {
        [Function("Pass")]
        public void Run([ServiceBusTrigger("orders")] string order) => heard.Say(order);
    }
}
