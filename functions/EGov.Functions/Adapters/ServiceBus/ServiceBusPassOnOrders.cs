using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>Scheduled messages to <c>pass-on-seat</c>.</summary>
public sealed class ServiceBusPassOnOrders(ServiceBusEventPublisher publisher) : IPassOnOrders
{
    public Task PassOnAsync(PassOnOrder order, DateTimeOffset at, CancellationToken cancellation) =>
        publisher.Sender(Topics.PassOnSeat).ScheduleMessageAsync(
            new ServiceBusMessage(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(order, Json.Options))), at, cancellation);
}
