using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles messages while their function runs; those are then neither completed nor given back with the others.</summary>
public class ServiceBusMessageActions
{
    private readonly Batch? _batch;

    /// <summary>For a substitute in a test.</summary>
    protected ServiceBusMessageActions()
    {
    }

    internal ServiceBusMessageActions(Batch batch) => _batch = batch;

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return _batch!.CompleteAsync(_batch.Deliveries.Single(delivery => delivery.Sequence == message.SequenceNumber));
    }
}
