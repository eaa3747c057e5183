using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace EGov.LocalRuntime.Bus;

/// <summary>What a bus file did: rates are messages a second, the latency is from the call to send until the handler runs, on an idle bus.</summary>
public sealed record BusThroughputResult(int Backlog, double SentAndHandledPerSecond, double MedianLatencyMilliseconds);

/// <summary>Measures the local bus through one subscription: senders and a listener at once, in front of a standing backlog.</summary>
public static class BusThroughput
{
    private const int Senders = 32;
    private const int Samples = 200;

    /// <param name="path">A bus file to be made; nothing may be there.</param>
    /// <param name="backlog">Messages that wait already, before and after.</param>
    /// <param name="messages">Messages sent, each of about 300 bytes, and handled while that goes on.</param>
    public static async Task<BusThroughputResult> MeasureAsync(string path, int backlog, int messages, CancellationToken cancellation = default)
    {
        var subscription = new Queue("events/all", TimeSpan.FromMinutes(1), 10);
        var topology = new Topology([], [new Topic("events", TimeSpan.FromMinutes(10), [new Subscription(subscription, new Dictionary<string, object>())])]);
        await using var bus = LocalBus.Open(path, topology, TimeProvider.System, "throughput");
        var latency = await LatencyAsync(bus, subscription, cancellation);

        for (var sent = 0; sent < backlog; sent += Senders)
        {
            await bus.SendAsync("events", [.. Enumerable.Range(0, Math.Min(Senders, backlog - sent)).Select(_ => Message())], cancellation);
        }

        var clock = Stopwatch.StartNew();
        var handled = await WithListenerAsync(bus, subscription, messages, () => Task.WhenAll(
            Enumerable.Range(0, Senders).Select(async sender =>
            {
                for (var i = sender; i < messages; i += Senders)
                {
                    await bus.SendAsync("events", [Message()], cancellation);
                }
            })), cancellation);
        return new(backlog, handled / clock.Elapsed.TotalSeconds, latency);
    }

    private static async Task<double> LatencyAsync(LocalBus bus, Queue subscription, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var arrived = new TaskCompletionSource();
        var listener = Listener(bus, subscription, () => arrived.TrySetResult());
        var running = listener.RunAsync(stopping.Token, stopping.Token);
        var milliseconds = new List<double>();
        for (var i = 0; i < Samples; i++)
        {
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var clock = Stopwatch.StartNew();
            await bus.SendAsync("events", [Message()], cancellation);
            await arrived.Task.WaitAsync(cancellation);
            milliseconds.Add(clock.Elapsed.TotalMilliseconds);
        }

        await stopping.CancelAsync();
        await running;
        return milliseconds.Order().ElementAt(Samples / 2);
    }

    private static async Task<int> WithListenerAsync(
        LocalBus bus, Queue subscription, int enough, Func<Task> send, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handled = 0;
        var listener = Listener(bus, subscription, () =>
        {
            if (Interlocked.Increment(ref handled) == enough)
            {
                all.TrySetResult();
            }
        });
        var running = listener.RunAsync(stopping.Token, stopping.Token);
        await Task.WhenAll(send(), all.Task.WaitAsync(cancellation));
        var count = handled;
        await stopping.CancelAsync();
        await running;
        return Math.Min(count, enough);
    }

    private static QueueListener Listener(LocalBus bus, Queue subscription, Action handle) => new(
        bus,
        subscription,
        new Listening(16, 1, Sessions: false, AutoComplete: true, TimeSpan.FromMinutes(5)),
        (_, _) =>
        {
            handle();
            return Task.CompletedTask;
        },
        TimeProvider.System,
        NullLogger.Instance);

    private static ServiceBusMessage Message() => new(new string('x', 300)) { MessageId = Guid.NewGuid().ToString("N") };
}
