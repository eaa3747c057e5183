using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class FunctionTimeoutTests
{
    [Fact]
    public async Task A_function_that_outlasts_its_time_is_cancelled_and_its_message_comes_again()
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
        await using var host = await SampleHost.StartAsync(
            [typeof(SlowFunction)],
            app => app.Services.AddSingleton<TimeProvider>(time).AddSingleton(typeof(Heard<>)),
            new()
            {
                ["Host:Json"] = folder.File("short.json", """{"functionTimeout":"00:00:10"}"""),
                // A lock that no moving of the clock outlasts: the message comes again because it was given back.
                ["LocalBus:Topology"] = folder.File("long.json", """{"queues":[{"name":"orders","lockDuration":"P1D"}]}"""),
            });
        var bus = host.Services.GetRequiredService<LocalBus>();
        var heard = host.Services.GetRequiredService<Heard<string>>();
        await bus.SendAsync("orders", [new ServiceBusMessage("x")], TestContext.Current.CancellationToken);
        Assert.Equal("delivery 1", await heard.NextAsync());

        // The host sets its limit just after the function has begun, so the clock is moved until it is noticed.
        while (!heard.Any)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await bus.RecallAsync("anything");
        }

        Assert.Equal("cancelled", await heard.NextAsync());
        Assert.Equal("delivery 2", await heard.NextAsync());
    }

    internal sealed class SlowFunction(Heard<string> heard)
    {
        [Function("Slow")]
        public async Task RunAsync([ServiceBusTrigger("orders")] ServiceBusReceivedMessage message, CancellationToken cancellation)
        {
            heard.Say($"delivery {message.DeliveryCount}");
            if (message.DeliveryCount == 1)
            {
                var never = new TaskCompletionSource();
                await using var cancelled = cancellation.Register(() => heard.Say("cancelled"));
                await never.Task;
            }
        }
    }
}
