#nullable disable
using EGov.LocalRuntime.Bus;
using EGov.LocalRuntime.Telemetry;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue or topic. A send has succeeded when its task has: the message is in the file by then.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly ServiceBusClient _client;

    protected ServiceBusSender()
    {
    }

    protected internal ServiceBusSender(ServiceBusClient client, string queueOrTopicName)
    {
        _client = client;
        EntityPath = queueOrTopicName;
    }

    public virtual string EntityPath { get; }

    public virtual bool IsClosed { get; private set; }

    /// <summary>An empty batch; here it says no more than that the entity is there and the bus takes messages.</summary>
    public virtual async ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
    {
        await Bus().SendAsync(EntityPath, [], cancellationToken);
        return new ServiceBusMessageBatch();
    }

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        SendAsync([message], cancellationToken);

    public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) =>
        SendAsync([.. messages], cancellationToken);

    /// <summary>Returns the number by which the message can be cancelled until it is due.</summary>
    public virtual async Task<long> ScheduleMessageAsync(
        ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        message.ScheduledEnqueueTime = scheduledEnqueueTime;
        return (await SendAsync([message], cancellationToken))[0];
    }

    public virtual Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        Bus().CancelScheduledAsync(EntityPath, sequenceNumber, cancellationToken);

    public virtual Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default) =>
        Task.WhenAll(sequenceNumbers.Select(sequenceNumber => CancelScheduledMessageAsync(sequenceNumber, cancellationToken)));

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<long[]> SendAsync(List<ServiceBusMessage> messages, CancellationToken cancellation)
    {
        using var span = MessageContext.BeginSend(EntityPath, messages);
        return await Bus().SendAsync(EntityPath, messages, cancellation);
    }

    private LocalBus Bus()
    {
        ObjectDisposedException.ThrowIf(IsClosed || _client.IsClosed, this);
        return RunningBuses.Find(_client.FullyQualifiedNamespace);
    }
}
