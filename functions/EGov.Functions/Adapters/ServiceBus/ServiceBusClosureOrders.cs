using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>Orders of closures; a promised one is a scheduled message to the same queue, and finds nothing to do where the closure was not written.</summary>
public sealed class ServiceBusClosureOrders(ServiceBusEventPublisher publisher, TimeProvider time) : IClosureOrders
{
    private const int AtOnce = 100;

    private ServiceBusSender Closing => publisher.Sender(Topics.CloseOffice);

    public Task<long> PromiseAsync(ClosureOrder order, CancellationToken cancellation) =>
        Closing.ScheduleMessageAsync(ServiceBusEventPublisher.Plain(order), time.GetUtcNow() + Promises.Due, cancellation);

    public async Task BeginAsync(long promise, ClosureOrder order, CancellationToken cancellation)
    {
        await Closing.SendMessageAsync(ServiceBusEventPublisher.Plain(order), cancellation);
        await WithdrawAsync(promise, cancellation);
    }

    public Task WithdrawAsync(long promise, CancellationToken cancellation) => Closing.CancelScheduledMessagesAsync([promise], cancellation);

    public async Task ReofferAsync(IReadOnlyCollection<ReofferOrder> orders, CancellationToken cancellation)
    {
        foreach (var some in orders.Chunk(AtOnce))
        {
            await publisher.Sender(Topics.ReofferSession).SendMessagesAsync(some.Select(ServiceBusEventPublisher.Plain), cancellation);
        }
    }
}
