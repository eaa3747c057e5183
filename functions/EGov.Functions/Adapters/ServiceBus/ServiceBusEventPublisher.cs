using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>
/// Sends events. The message's id is the event's, so the bus itself drops a repetition; for the filters of the subscriptions ride along
/// the department, whether a draft ends with it, and whether somebody can be written to. All are texts, which is what a filter in a template can name.
/// </summary>
public sealed class ServiceBusEventPublisher(ServiceBusClient client) : IEventPublisher
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new();

    public Task PublishAsync<T>(string topic, CloudEvent<T> @event, CancellationToken cancellation) =>
        Sender(topic).SendMessageAsync(Message(@event), cancellation);

    public Task PublishAllAsync<T>(string topic, IReadOnlyCollection<CloudEvent<T>> events, CancellationToken cancellation) =>
        Sender(topic).SendMessagesAsync(events.Select(@event => Message(@event)), cancellation);

    internal ServiceBusSender Sender(string entity) => _senders.GetOrAdd(entity, client.CreateSender);

    internal static ServiceBusMessage Message<T>(CloudEvent<T> @event)
    {
        var message = new ServiceBusMessage(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(@event, Json.Options)))
        {
            MessageId = @event.Id,
            Subject = @event.Type,
            ContentType = "application/cloudevents+json",
        };
        if (@event.Data is CaseEvent step)
        {
            message.ApplicationProperties["department"] = step.Department;
            if (step.DraftId is not null)
            {
                message.ApplicationProperties["draft"] = "ended";
            }
        }
        else if (@event.Data is AppointmentEvent { Contactable: true })
        {
            message.ApplicationProperties["contact"] = "given";
        }

        return message;
    }
}
