using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>Promises to settle are messages to <c>settle-appointment</c>; one that is not withdrawn does no harm when it comes due.</summary>
public sealed class ServiceBusSettlements(Promises promises) : ISettlements
{
    public Task<long> PromiseAsync(Settlement settlement, CancellationToken cancellation) =>
        promises.MakeAsync(Topics.SettleAppointment, settlement, cancellation);

    public void Keep(long promise, CloudEvent<AppointmentEvent> happened) =>
        promises.Keep(Topics.SettleAppointment, promise, Topics.AppointmentMoved, happened);

    public void Withdraw(long promise) => promises.Withdraw(Topics.SettleAppointment, promise);
}
