#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>Makes what only the bus makes otherwise, for tests.</summary>
public static class ServiceBusModelFactory
{
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData body = default,
        string messageId = default,
        int deliveryCount = default,
        DateTimeOffset lockedUntil = default,
        long sequenceNumber = -1) => new()
        {
            Body = body,
            MessageId = messageId,
            DeliveryCount = deliveryCount,
            LockedUntil = lockedUntil,
            SequenceNumber = sequenceNumber,
        };
}
