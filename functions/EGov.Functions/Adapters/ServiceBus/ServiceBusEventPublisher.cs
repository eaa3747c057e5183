using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Telemetry;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>
/// Sends events. The message's id is the event's, so the bus itself drops a repetition; for the filters of the subscriptions ride along
/// what whole subscriptions do without: of a case the department and whether a draft ends or the case does, of an appointment whether it was just booked, and
/// whether somebody can be written to, was signed in, or gave seats back. All are texts, which is what a filter in a template can name.
/// </summary>
public sealed class ServiceBusEventPublisher(ServiceBusClient client) : IEventPublisher
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new();

    public Task PublishAsync<T>(string topic, CloudEvent<T> @event, CancellationToken cancellation) =>
        Sender(topic).SendMessageAsync(Message(@event), cancellation);

    public Task PublishAllAsync<T>(string topic, IReadOnlyCollection<CloudEvent<T>> events, CancellationToken cancellation) =>
        Sender(topic).SendMessagesAsync(events.Select(@event => Message(@event)), cancellation);

    internal ServiceBusSender Sender(string entity) => _senders.GetOrAdd(entity, client.CreateSender);

    /// <summary>A message that says this and no more.</summary>
    internal static ServiceBusMessage Plain<T>(T body) => new(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body, Json.Options)));

    internal static ServiceBusMessage Message<T>(CloudEvent<T> @event)
    {
        var message = Plain(@event);
        (message.MessageId, message.Subject, message.ContentType) = (@event.Id, @event.Type, "application/cloudevents+json");
        if (@event.Data is CaseEvent step)
        {
            message.ApplicationProperties["department"] = step.Department;
            Say("draft", "ended", step.DraftId is not null);
            Say("case", "decided", step.Status is CaseStatus.Decided);
        }
        else if (@event.Data is AppointmentEvent moved)
        {
            Say("appointment", "booked", moved.Kind is AppointmentEventKind.AppointmentBooked);
            Say("contact", "given", moved.Contactable);
            Say("account", "known", moved.Account is not null);
            Say("seats", "freed", moved.Freed is not null);
        }

        Spans.Stamp(message);
        return message;

        void Say(string name, string value, bool so)
        {
            if (so)
            {
                message.ApplicationProperties[name] = value;
            }
        }
    }
}
