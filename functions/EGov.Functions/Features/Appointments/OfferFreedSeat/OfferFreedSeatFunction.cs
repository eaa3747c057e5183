using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.OfferFreedSeat;

/// <summary>Seats were given back: before they are free to all, whoever watches for an earlier seat is offered them. And whoever moved and still watches is led to where they are now.</summary>
public sealed class OfferFreedSeatFunction(IAppointmentStore store, IWatchList list, SeatChain chain)
{
    [Function("OfferFreedSeat")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.AppointmentMoved, "watchers", Connection = "ServiceBus")] CloudEvent<AppointmentEvent> happened,
        CancellationToken cancellation)
    {
        if (happened.Data is not { Freed: { } freed } moved)
        {
            return;
        }

        if (moved.Kind is AppointmentEventKind.AppointmentChanged
            && await store.FindAsync(moved.Service, moved.Person, cancellation) is { Watch: { } watch } appointment)
        {
            await list.PutAsync(WatchLead.Of(appointment, watch), cancellation);
        }

        await chain.OfferAsync(new FreedSeat(freed.Session, freed.Slot, happened.Time), from: null, cancellation);
    }
}
