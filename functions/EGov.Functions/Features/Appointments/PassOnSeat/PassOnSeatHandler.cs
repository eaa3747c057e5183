namespace EGov.Functions.Features.Appointments.PassOnSeat;

/// <summary>
/// Looks whether an offered seat was taken, and has it offered to the next one if not. Whoever said no keeps their place in the order; whoever
/// said nothing stands at its end from now on, so that nobody who is not there keeps a seat from many.
/// </summary>
public sealed class PassOnSeatHandler(IAppointmentStore store, IWatchList list, IPassOnOrders orders, SeatChain chain, TimeProvider time)
{
    public async Task HandleAsync(PassOnOrder order, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        while (await store.FindAsync(order.Seat.Session.Service, order.Person, cancellation) is { } appointment)
        {
            if (appointment.Claim.Id == order.Claim.Id)
            {
                return;
            }

            if (appointment.Offer is not { } offer || offer.Claim.Id != order.Claim.Id)
            {
                break;
            }

            if (offer.IsOpen(now))
            {
                await orders.PassOnAsync(order, offer.Until, cancellation);
                return;
            }

            if (order.Lapses is null || offer.Until < order.Lapses || await IsLastAsync(appointment, now, cancellation))
            {
                break;
            }
        }

        await chain.OfferAsync(order.Seat, order.Claim, cancellation);
    }

    /// <summary>Makes a watcher the last one. False when the appointment was changed meanwhile.</summary>
    private async Task<bool> IsLastAsync(Appointment appointment, DateTimeOffset now, CancellationToken cancellation)
    {
        if (appointment.Watch is not { } watch)
        {
            return true;
        }

        var last = appointment with { Watch = watch with { Since = now } };
        await list.PutAsync(WatchLead.Of(last, last.Watch), cancellation);
        if (!await store.ReplaceAsync(last, cancellation))
        {
            return false;
        }

        await list.RemoveAsync(WatchLead.Of(appointment, watch), cancellation);
        return true;
    }
}
