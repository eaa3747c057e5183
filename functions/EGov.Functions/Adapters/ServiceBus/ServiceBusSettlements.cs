using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>Promises to settle are scheduled messages; one that is not withdrawn does no harm when it comes due.</summary>
public sealed partial class ServiceBusSettlements(
    ServiceBusEventPublisher publisher,
    TimeProvider time,
    ILogger<ServiceBusSettlements> logger) : ISettlements
{
    public Task<long> PromiseAsync(Settlement settlement, CancellationToken cancellation) =>
        publisher.Sender(Topics.SettleAppointment).ScheduleMessageAsync(
            new ServiceBusMessage(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(settlement, Json.Options))),
            time.GetUtcNow() + ServiceBusCaseEvents.Due,
            cancellation);

    public void Withdraw(long promise) => _ = WithdrawAsync(promise);

    private async Task WithdrawAsync(long promise)
    {
        try
        {
            await publisher.Sender(Topics.SettleAppointment).CancelScheduledMessagesAsync([promise]);
        }
#pragma warning disable CA1031 // Whatever the bus said: the promise then comes due, and finds nothing to settle.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Left(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A promise to settle could not be withdrawn")]
    private partial void Left(Exception failure);
}
