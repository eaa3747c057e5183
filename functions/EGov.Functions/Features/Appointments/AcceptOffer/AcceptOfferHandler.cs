using EGov.Domain;

namespace EGov.Functions.Features.Appointments.AcceptOffer;

/// <summary>
/// Takes what was offered: the held seats are booked, then the appointment points to them, then the old ones are given up. Whoever dies in
/// between leaves the promise, which goes the rest of the way: the person said yes.
/// </summary>
public sealed class AcceptOfferHandler(
    People people,
    IAppointmentStore store,
    ISessionBook book,
    ISettlements settlements,
    OwnAppointments own,
    TimeProvider time)
{
    public async Task<Outcome<AppointmentView>> HandleAsync(Pass pass, string offerId, string idempotencyKey, CancellationToken cancellation)
    {
        var found = await own.FindAsync(pass, cancellation);
        if (found.Refused is { } notThere)
        {
            return notThere;
        }

        var appointment = found.Value;
        if (appointment.Claim.Id == offerId)
        {
            // Accepted before, by this very call or by another click.
            return await own.ViewAsync(appointment, cancellation);
        }

        if (appointment.Cancelled)
        {
            return new Refusal("appointment-ended");
        }

        var now = time.GetUtcNow();
        if (appointment.Offer is not { } offer || offer.Claim.Id != offerId)
        {
            return new Refusal("offer-lapsed");
        }

        var promise = await settlements.PromiseAsync(new Settlement(appointment.Service, appointment.Person, offer.Claim), cancellation);
        var confirmed = await book.ConfirmAsync(offer.Claim, people.Claim(appointment.Person, $"accept {offerId} {idempotencyKey}"), now, cancellation);
        if (confirmed.Refused is { } refusal && refusal.Code != "already-confirmed")
        {
            settlements.Withdraw(promise);
            return new Refusal("offer-lapsed");
        }

        var moved = Accepted(appointment, offer);
        if (!await store.ReplaceAsync(moved, cancellation)
            && (await store.FindAsync(appointment.Service, appointment.Person, cancellation))?.Claim.Id != offerId)
        {
            // Changed or cancelled at the same time: the promise settles which seats count.
            return new Refusal("changed-meanwhile");
        }

        await book.ReleaseAsync(appointment.Claim, RestPeriod.After(now), cancellation);
        settlements.Keep(promise, AppointmentEvents.Of(moved, now));
        return await own.ViewAsync(moved, cancellation);
    }

    /// <summary>The appointment after its offer was taken. Whoever watched for an earlier seat has it: to watch for another one is to ask anew.</summary>
    internal static Appointment Accepted(Appointment appointment, Offer offer)
    {
        var moved = appointment.MovedTo(offer.Claim);
        return offer.Reason is OfferReason.EarlierSeat ? moved with { Watch = null } : moved;
    }
}
