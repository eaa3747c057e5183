using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>Scheduled messages to <c>pass-on-seat</c>.</summary>
public sealed class ServiceBusPassOnOrders(ServiceBusEventPublisher publisher) : IPassOnOrders
{
    public Task PassOnAsync(PassOnOrder order, DateTimeOffset at, CancellationToken cancellation) =>
        publisher.Sender(Topics.PassOnSeat).ScheduleMessageAsync(ServiceBusEventPublisher.Plain(order), at, cancellation);
}
