using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;

namespace EGov.LocalRuntime.Telemetry;

/// <summary>
/// The trace that a message belongs to, in W3C's form, as Service Bus's own client puts it among the properties of a message that has none yet.
/// </summary>
internal static class MessageContext
{
    private const string Property = "traceparent";
    private const string Older = "Diagnostic-Id";

    private static readonly ActivitySource s_source = new("Azure.Messaging.ServiceBus.ServiceBusSender");

    /// <summary>The span of a send; what is sent belongs to it.</summary>
    public static Activity? BeginSend(string entity, IReadOnlyCollection<ServiceBusMessage> messages)
    {
        var span = s_source.StartActivity("ServiceBusSender.Send", ActivityKind.Client);
        span?.SetTag("messaging.system", "servicebus").SetTag("messaging.destination.name", entity).SetTag("messaging.batch.message_count", messages.Count);
        if (Activity.Current?.Id is { } id)
        {
            foreach (var message in messages)
            {
                if (!message.ApplicationProperties.ContainsKey(Older))
                {
                    message.ApplicationProperties.TryAdd(Property, id);
                }
            }
        }

        return span;
    }

    public static ActivityContext? Of(Content content)
    {
        var properties = Properties.Read(content.Properties);
        return (properties.GetValueOrDefault(Property) ?? properties.GetValueOrDefault(Older)) is string id
            && ActivityContext.TryParse(id, null, isRemote: true, out var context)
                ? context
                : null;
    }
}
