using System.Diagnostics;
using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>
/// Promises are scheduled messages. Of a kept one the event goes out, with others, in the background, and then the promise is withdrawn.
/// Whatever this process fails to send, or dies before sending, the promise brings about when it comes due.
/// </summary>
public sealed partial class Promises(ServiceBusEventPublisher publisher, RightOfWay way, TimeProvider time, ILogger<Promises> logger) : BackgroundService
{
    /// <summary>Longer than all tries of one storage call together, so that a promise never comes due before its write is settled.</summary>
    internal static readonly TimeSpan Due = TimeSpan.FromSeconds(45);

    private const int Batch = 100;

    /// <summary>In a rush, events are gathered for so long, and one commit of the bus serves them all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Settled> _settled = Channel.CreateUnbounded<Settled>(new UnboundedChannelOptions { SingleReader = true });

    /// <returns>What the promise is kept or withdrawn by.</returns>
    public Task<long> MakeAsync<T>(string queue, T promised, CancellationToken cancellation) =>
        publisher.Sender(queue).ScheduleMessageAsync(
            ServiceBusEventPublisher.Plain(promised),
            time.GetUtcNow() + Due,
            cancellation);

    /// <summary>What was promised was done: its event goes out.</summary>
    public void Keep<T>(string queue, long promise, string topic, CloudEvent<T> happened) =>
        _settled.Writer.TryWrite(new Settled(queue, promise, topic, ServiceBusEventPublisher.Message(happened)));

    /// <summary>What was promised was not done: there is nothing to tell.</summary>
    public void Withdraw(string queue, long promise) => _settled.Writer.TryWrite(new Settled(queue, promise, null, null));

    /// <summary>
    /// What is settled is still sent before the process leaves; what is not, the promise sends. It is done here, for a service that is stopped
    /// before its thread has begun never executes.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is null or { IsCompleted: true })
        {
            await SendAllAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _settled.Reader.WaitToReadAsync(stoppingToken))
        {
            await way.GiveWayAsync(Patience, stoppingToken);
            await SendAllAsync();
        }
    }

    /// <summary>The stop does not interrupt a sending: half of it would be left to promises for no reason.</summary>
    private async Task SendAllAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            await SendAsync(batch);
        }
    }

    private List<Settled> Take()
    {
        var batch = new List<Settled>();
        while (batch.Count < Batch && _settled.Reader.TryRead(out var settled))
        {
            batch.Add(settled);
        }

        return batch;
    }

    private async Task SendAsync(List<Settled> batch)
    {
        var causes = batch.Select(settled => settled.Event).OfType<ServiceBusMessage>().Select(Spans.ContextOf).ToList();
        using var span = causes.Count == 0 ? null : Spans.Continue("send events", ActivityKind.Internal, causes[0], causes.Skip(1));
        try
        {
            foreach (var events in batch.Where(settled => settled.Event is not null).GroupBy(settled => settled.Topic!, settled => settled.Event!))
            {
                await publisher.Sender(events.Key).SendMessagesAsync(events, CancellationToken.None);
            }

            foreach (var promises in batch.GroupBy(settled => settled.Queue, settled => settled.Promise))
            {
                await publisher.Sender(promises.Key).CancelScheduledMessagesAsync(promises, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // Whatever the bus said: the promises stand, and they send what this could not.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LeftToPromises(failure, batch.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events are left to their promises")]
    private partial void LeftToPromises(Exception failure, int count);

    private sealed record Settled(string Queue, long Promise, string? Topic, ServiceBusMessage? Event);
}
