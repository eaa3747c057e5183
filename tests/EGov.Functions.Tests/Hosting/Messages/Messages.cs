using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Hosting;

namespace EGov.Functions.Tests.Hosting.Messages;

/// <summary>Messages as the bus would hand them out.</summary>
internal static class Messages
{
    /// <param name="body">Goes through the very JSON that the bus carries.</param>
    public static ServiceBusReceivedMessage Of<T>(T body, int deliveryCount = 1, DateTimeOffset lockedUntil = default, long number = 1) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(
            BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body, Json.Options)),
            messageId: $"message-{number}",
            deliveryCount: deliveryCount,
            lockedUntil: lockedUntil,
            sequenceNumber: number);
}
