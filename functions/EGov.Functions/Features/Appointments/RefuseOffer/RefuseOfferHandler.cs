using EGov.Domain;

namespace EGov.Functions.Features.Appointments.RefuseOffer;

/// <summary>
/// Ends an offer, then gives its seats back, or has them passed on to whoever watches for them. The row keeps the offer as one that is over, so that
/// what it came of does not offer again. Whoever dies in between leaves seats that lapse; the same call again gives them back.
/// </summary>
public sealed class RefuseOfferHandler(IAppointmentStore store, ISessionBook book, IPassOnOrders orders, OwnAppointments own, TimeProvider time)
{
    public async Task<Outcome<AppointmentView>> HandleAsync(Pass pass, string offerId, CancellationToken cancellation)
    {
        var found = await own.FindAsync(pass, cancellation);
        if (found.Refused is { } notThere)
        {
            return notThere;
        }

        var appointment = found.Value;
        if (appointment.Cancelled || appointment.Offer is not { } offer || offer.Claim.Id != offerId)
        {
            return new Refusal("offer-lapsed");
        }

        var now = time.GetUtcNow();
        var refused = appointment with { Offer = offer with { Until = now } };
        if (offer.IsOpen(now) && !await store.ReplaceAsync(refused, cancellation))
        {
            return new Refusal("changed-meanwhile");
        }

        await (offer.Reason is OfferReason.EarlierSeat
            ? orders.PassOnAsync(new PassOnOrder(FreedSeat.Of(offer), appointment.Person, offer.Claim, Lapses: null), now, cancellation)
            : book.ReleaseAsync(offer.Claim, RestPeriod.After(now), cancellation));
        return await own.ViewAsync(refused, cancellation);
    }
}
