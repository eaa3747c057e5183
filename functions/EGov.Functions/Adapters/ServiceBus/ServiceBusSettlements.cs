using System.Text.Json;
using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>
/// Promises to settle are scheduled messages; one that is not withdrawn does no harm when it comes due. Events of kept ones go out in
/// batches in the background.
/// </summary>
public sealed partial class ServiceBusSettlements(
    ServiceBusEventPublisher publisher,
    TimeProvider time,
    ILogger<ServiceBusSettlements> logger) : BackgroundService, ISettlements
{
    private const int Batch = 100;

    private readonly Channel<(long Promise, CloudEvent<AppointmentEvent>? Happened)> _done =
        Channel.CreateUnbounded<(long, CloudEvent<AppointmentEvent>?)>(new UnboundedChannelOptions { SingleReader = true });

    public Task<long> PromiseAsync(Settlement settlement, CancellationToken cancellation) =>
        publisher.Sender(Topics.SettleAppointment).ScheduleMessageAsync(
            new ServiceBusMessage(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(settlement, Json.Options))),
            time.GetUtcNow() + ServiceBusCaseEvents.Due,
            cancellation);

    public void Keep(long promise, CloudEvent<AppointmentEvent> happened) => _done.Writer.TryWrite((promise, happened));

    public void Withdraw(long promise) => _done.Writer.TryWrite((promise, null));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _done.Reader.WaitToReadAsync(stoppingToken))
            {
                await SendAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is done is still announced before the process leaves; what is not, the promise announces.
            await SendAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        var batch = new List<(long Promise, CloudEvent<AppointmentEvent>? Happened)>();
        while (batch.Count < Batch && _done.Reader.TryRead(out var done))
        {
            batch.Add(done);
        }

        try
        {
            var messages = batch.Select(done => done.Happened).OfType<CloudEvent<AppointmentEvent>>().Select(ServiceBusEventPublisher.Message).ToList();
            if (messages.Count > 0)
            {
                await publisher.Sender(Topics.AppointmentMoved).SendMessagesAsync(messages, cancellation);
            }

            await publisher.Sender(Topics.SettleAppointment).CancelScheduledMessagesAsync(batch.Select(done => done.Promise), cancellation);
        }
#pragma warning disable CA1031 // Whatever the bus said: the promises then come due, and announce what this could not.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Left(failure, batch.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} promises to settle are left to come due")]
    private partial void Left(Exception failure, int count);
}
