using EGov.Domain.Appointments;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments.AcceptOffer;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.SettleAppointment;

/// <summary>
/// A step of an appointment died on its way, or still hangs somewhere. First the appointment is written as it is: whoever read it before can
/// write it no more. Then whichever claim does not count is released, and what stands is announced, perhaps again.
/// </summary>
public sealed class SettleAppointmentFunction(IAppointmentStore store, ISessionBook book, IEventPublisher events, TimeProvider time)
{
    [Function("SettleAppointment")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.SettleAppointment, Connection = "ServiceBus")] Settlement settlement,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await FenceAsync(settlement, now, cancellation) is not { } appointment)
        {
            await book.ReleaseAsync(settlement.Claim, RestPeriod.After(now), cancellation);
            return;
        }

        var counts = appointment.Claim.Id == settlement.Claim.Id && !appointment.Cancelled;
        if (!counts && appointment.Offer?.Claim.Id != settlement.Claim.Id)
        {
            await book.ReleaseAsync(settlement.Claim, RestPeriod.After(now), cancellation);
        }
        else if (appointment.Left is { } left)
        {
            await book.ReleaseAsync(left, RestPeriod.After(now), cancellation);
        }

        if (appointment.Cancelled || (counts && await IsBookedAsync(appointment.Claim, now, cancellation)))
        {
            await events.PublishAsync(Topics.AppointmentMoved, AppointmentEvents.Of(appointment, now), cancellation);
        }
    }

    /// <summary>The appointment, written as it stands; with its offer taken where the person had said yes.</summary>
    private async Task<Appointment?> FenceAsync(Settlement settlement, DateTimeOffset now, CancellationToken cancellation)
    {
        while (await store.FindAsync(settlement.Service, settlement.Person, cancellation) is { } there)
        {
            var settled = there.Offer is { } offer && !there.Cancelled && offer.Claim.Id == settlement.Claim.Id && await IsBookedAsync(offer.Claim, now, cancellation)
                ? AcceptOfferHandler.Accepted(there, offer)
                : there;
            if (await store.ReplaceAsync(settled, cancellation))
            {
                return settled;
            }
        }

        return null;
    }

    private async Task<bool> IsBookedAsync(Claim claim, DateTimeOffset now, CancellationToken cancellation) =>
        (await book.StandingAsync(claim, now, cancellation)).Seats is [{ State: SeatState.Booked }, ..];
}
