using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;
using EGov.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class DrainTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_runs_ends_before_the_app_is_stopped_and_nothing_more_is_taken_meanwhile()
    {
        await using var host = await StartAsync();
        var (bus, heard) = (host.Services.GetRequiredService<LocalBus>(), host.Services.GetRequiredService<Heard<string>>());
        await bus.SendAsync("orders", [new ServiceBusMessage("first")], Cancellation);
        Assert.Equal("begun", await heard.NextAsync());

        var stop = host.StopAsync();
        await host.Services.GetRequiredService<NothingTaken>().Task;
        await bus.SendAsync("orders", [new ServiceBusMessage("second")], Cancellation);
        Assert.Equal((false, false), (stop.IsCompleted, heard.Any));
        _gate.SetResult();
        await stop;

        Assert.Equal(("ended", "the app stops"), (await heard.NextAsync(), await heard.NextAsync()));
        Assert.False(heard.Any);
        Assert.Equal(new EntityCounts("orders", Active: 1, 0, 0, 0), await OrdersAsync(bus));
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_cancelled_and_its_message_given_back_uncounted()
    {
        await using var host = await StartAsync();
        var (bus, heard) = (host.Services.GetRequiredService<LocalBus>(), host.Services.GetRequiredService<Heard<string>>());
        await bus.SendAsync("orders", [new ServiceBusMessage("first")], Cancellation);
        Assert.Equal("begun", await heard.NextAsync());

        var stop = host.StopAsync();
        while (!stop.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await bus.RecallAsync("anything");
        }

        await stop;
        Assert.Equal(("cancelled", "the app stops"), (await heard.NextAsync(), await heard.NextAsync()));
        Assert.Equal(new EntityCounts("orders", Active: 1, 0, 0, 0), await OrdersAsync(bus));
        Assert.Equal(1, (await bus.ReceiveAsync("orders", 1, Cancellation))[0].Count);
    }

    public void Dispose() => _folder.Dispose();

    private Task<SampleHost> StartAsync() => SampleHost.StartAsync(
        [typeof(PatientFunction)],
        app => app.Services
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(_gate)
            .AddSingleton(typeof(Heard<>))
            .AddSingleton<NothingTaken>()
            .AddHostedService<AppService>(),
        // A lock that no moving of the clock outlasts: what is given back, is given back by the stop.
        new() { ["LocalBus:Topology"] = _folder.File("long.json", """{"queues":[{"name":"orders","lockDuration":"P1D"}]}""") });

    /// <summary>Once everything that the bus was asked for before is in its file.</summary>
    private static async Task<EntityCounts> OrdersAsync(LocalBus bus)
    {
        await bus.RecallAsync("anything");
        return bus.Inspection.Counts().Single(counts => counts.Entity == "orders");
    }

    internal sealed class PatientFunction(Heard<string> heard, TaskCompletionSource gate)
    {
        [Function("Patient")]
        public async Task RunAsync([ServiceBusTrigger("orders")] string order, CancellationToken cancellation)
        {
            heard.Say("begun");
            try
            {
                await gate.Task.WaitAsync(cancellation);
                heard.Say("ended");
            }
            catch (OperationCanceledException)
            {
                heard.Say("cancelled");
                throw;
            }
        }
    }

    /// <summary>As whatever of the app sends what functions have left to it.</summary>
    private sealed class AppService(Heard<string> heard, Drain drain, NothingTaken nothing) : IHostedService
    {
        /// <summary>Who registers first is told last: when every listener has been told to take nothing more.</summary>
        public Task StartAsync(CancellationToken cancellationToken)
        {
            drain.Taking.Register(nothing.SetResult);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            heard.Say("the app stops");
            return Task.CompletedTask;
        }
    }

    private sealed class NothingTaken() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
}
