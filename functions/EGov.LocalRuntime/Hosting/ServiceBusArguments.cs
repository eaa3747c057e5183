using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;
using Microsoft.Azure.Functions.Worker;

namespace EGov.LocalRuntime.Hosting;

/// <summary>Turns deliveries into what the trigger's parameter asks for: the message itself, its text or bytes, or a record read from its JSON; or an array of those. Beside it a function may ask for the means to settle them.</summary>
internal static class ServiceBusArguments
{
    public static object? Bind(Type parameter, Batch batch, JsonSerializerOptions json)
    {
        if (parameter == typeof(ServiceBusMessageActions))
        {
            return new ServiceBusMessageActions(batch);
        }

        var deliveries = batch.Deliveries;
        if (parameter.IsArray && parameter != typeof(byte[]))
        {
            var element = parameter.GetElementType()!;
            var all = Array.CreateInstance(element, deliveries.Count);
            for (var i = 0; i < deliveries.Count; i++)
            {
                all.SetValue(One(element, deliveries[i], json), i);
            }

            return all;
        }

        return One(parameter, deliveries[0], json);
    }

    /// <returns>Of what the real host tells of one message, what is used.</returns>
    public static IReadOnlyDictionary<string, object?> Told(Delivery delivery) =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["DeliveryCount"] = delivery.Count.ToString(CultureInfo.InvariantCulture) };

    private static object? One(Type type, Delivery delivery, JsonSerializerOptions json)
    {
        var body = delivery.Content.Body;
        return type == typeof(ServiceBusReceivedMessage) ? Message(delivery)
            : type == typeof(string) ? BinaryData.FromBytes(body).ToString()
            : type == typeof(byte[]) ? body
            : type == typeof(BinaryData) ? BinaryData.FromBytes(body)
            : JsonSerializer.Deserialize(body, type, json);
    }

    private static ServiceBusReceivedMessage Message(Delivery delivery) => new()
    {
        Body = BinaryData.FromBytes(delivery.Content.Body),
        MessageId = delivery.Content.MessageId,
        Subject = delivery.Content.Subject,
        ContentType = delivery.Content.ContentType,
        CorrelationId = delivery.Content.CorrelationId,
        SessionId = delivery.Content.SessionId,
        ApplicationProperties = Properties.Read(delivery.Content.Properties),
        DeliveryCount = delivery.Count,
        SequenceNumber = delivery.Sequence,
        EnqueuedTime = DateTimeOffset.FromUnixTimeMilliseconds(delivery.EnqueuedAt),
        LockedUntil = DateTimeOffset.FromUnixTimeMilliseconds(delivery.LockedUntil),
    };
}
