using System.Text.Json;
using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Features.Submissions.EnsurePublished;
using EGov.Functions.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>
/// Promises are scheduled messages to <c>ensure-published</c>; kept ones go out in batches in the background. Whatever this
/// process fails to send, or dies before sending, the promise sends.
/// </summary>
public sealed partial class ServiceBusCaseEvents(
    ServiceBusEventPublisher publisher,
    RightOfWay way,
    TimeProvider time,
    ILogger<ServiceBusCaseEvents> logger) : BackgroundService, ICaseEvents
{
    /// <summary>Longer than all tries of one storage call together, so that a promise never comes due before its write is settled.</summary>
    internal static readonly TimeSpan Due = TimeSpan.FromSeconds(45);

    private const int Batch = 100;

    /// <summary>In a rush, events are gathered for so long, and one commit of the bus serves them all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Settled> _settled = Channel.CreateUnbounded<Settled>(new UnboundedChannelOptions { SingleReader = true });

    public async Task<Promise> PromiseAsync(Reference reference, string eventId, CancellationToken cancellation)
    {
        var promised = new PromisedStep(reference.Value, eventId);
        var message = new ServiceBusMessage(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(promised, Json.Options)));
        return new Promise(await publisher.Sender(Topics.EnsurePublished).ScheduleMessageAsync(message, time.GetUtcNow() + Due, cancellation));
    }

    public void Keep(Promise promise, Case written, CaseStep step, string? draftId = null) =>
        _settled.Writer.TryWrite(new Settled(promise, CaseEvents.Of(written, step, draftId)));

    public void Withdraw(Promise promise) => _settled.Writer.TryWrite(new Settled(promise, null));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _settled.Reader.WaitToReadAsync(stoppingToken))
            {
                await way.GiveWayAsync(Patience, stoppingToken);
                await SendAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is settled is still sent before the process leaves; what is not, the promise sends.
            await SendAllAsync(CancellationToken.None);
        }
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        while (Take() is { Count: > 0 } batch)
        {
            await SendAsync(batch, cancellation);
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

    private async Task SendAsync(List<Settled> batch, CancellationToken cancellation)
    {
        try
        {
            foreach (var events in batch.Select(settled => settled.Event).OfType<CloudEvent<CaseEvent>>().GroupBy(@event => @event.Data.Topic))
            {
                await publisher.Sender(events.Key).SendMessagesAsync(
                    events.Select(ServiceBusEventPublisher.Message),
                    cancellation);
            }

            await publisher.Sender(Topics.EnsurePublished).CancelScheduledMessagesAsync(
                batch.Select(settled => settled.Promise.SequenceNumber),
                cancellation);
        }
#pragma warning disable CA1031 // Whatever the bus said: the promises stand, and they send what this could not.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LeftToPromises(failure, batch.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events are left to their promises")]
    private partial void LeftToPromises(Exception failure, int count);

    private sealed record Settled(Promise Promise, CloudEvent<CaseEvent>? Event);
}
