using EGov.Domain.Appointments;
using EGov.Functions.Events;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Offers seats that were given back to one watcher at a time, in the order in which they asked, for half an hour each. As with every hold the
/// person's row names the offer first, then what happens at its end is ordered, then the seats are taken, then it is told; so a repetition finds in
/// the row what was meant, and goes on from there. From one watcher to the next the seats pass in one decision of their session, and when nobody
/// is left they go back into their rest: they are never free to whoever happens to look at the right moment.
/// </summary>
public sealed class SeatChain(
    IRuleLibrary library,
    IAppointmentStore store,
    IWatchList list,
    ISessionBook book,
    IPassOnOrders orders,
    IEventPublisher events,
    People people,
    TimeProvider time)
{
    public static readonly TimeSpan OfferTime = TimeSpan.FromMinutes(30);

    private const int Attempts = 4;

    /// <summary>Seats are held a little longer than they are offered, so that passing them on comes before they are free.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromMinutes(2);

    /// <summary>A lead that leads to nobody may be one whose watcher is just being written.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <param name="from">The claim of whoever was offered the seats before and did not take them; null when they were just given back.</param>
    public async Task OfferAsync(FreedSeat seat, Claim? from, CancellationToken cancellation)
    {
        var rules = library.Current;
        if (rules.Service(seat.Session.Service) is not { } service || rules.Plan(seat.Session) is not { } plan || seat.Slot >= plan.Slots)
        {
            return;
        }

        var step = new SeatStep(seat, from, rules, service, plan, time.GetUtcNow());
        var session = await ReadAsync(seat.Session, cancellation);
        await TellAgainAsync(step, session, cancellation);
        if (step.HasSeats(session))
        {
            await OfferAsync(step, session, cancellation);
        }
    }

    private async Task OfferAsync(SeatStep step, SessionSeats session, CancellationToken cancellation)
    {
        await foreach (var lead in list.InOrderAsync(step.Service.Id, step.Seat.At, cancellation))
        {
            if (lead.Booked <= step.Now)
            {
                await PutRightAsync(lead, await store.FindAsync(lead.Service, lead.Person, cancellation), step.Now, cancellation);
            }

            if (step.Suits(lead.Watch, lead.Class, lead.Booked)
                && step.PassOn(session, new SeatOwner("", "", "", ""), lead.Party, DateTimeOffset.MaxValue) is not null
                && await OfferAsync(step, lead, cancellation))
            {
                session = await ReadAsync(step.Seat.Session, cancellation);
                if (!step.HasSeats(session))
                {
                    return;
                }
            }
        }

        if (step.From is { } from)
        {
            var rest = RestPeriod.After(step.Now);
            await book.DecideAsync(step.Seat.Session, state => new Decision<bool>(state.Rest(from.Id, rest), true), cancellation);
        }
    }

    /// <summary>Offers the seats to whom a lead leads, if they want such seats and have no other offer.</summary>
    /// <returns>Whether the seats were asked for, had or not.</returns>
    private async Task<bool> OfferAsync(SeatStep step, WatchLead lead, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var appointment = await store.FindAsync(lead.Service, lead.Person, cancellation);
            if (appointment?.Watching(step.Now) is not { } watch || watch.Since != lead.Watch.Since)
            {
                await PutRightAsync(lead, appointment, step.Now, cancellation);
                return false;
            }

            if (appointment.Offer is { } before && before.IsOpen(step.Now) && step.Made(before))
            {
                // It was named before, by this very step.
                await TakeAsync(step, appointment, before, cancellation);
                return true;
            }

            if ((appointment.Offer is { } had && (had.IsOpen(step.Now) || step.Seat.IsOf(had)))
                || !step.Suits(watch, appointment.Class, appointment.Begins)
                || !step.IsOfferedTo(appointment))
            {
                return false;
            }

            var offer = new Offer(
                new Claim(ClaimId(step.Seat, appointment.Person), step.Seat.Session, step.Seat.Slot, step.Plan.TimeOf(step.Seat.Slot)),
                step.Now + OfferTime,
                OfferReason.EarlierSeat,
                step.Origin);
            if (await store.ReplaceAsync(appointment with { Offer = offer }, cancellation))
            {
                await TakeAsync(step, appointment, offer, cancellation);
                return true;
            }
        }

        return false;
    }

    private async Task TakeAsync(SeatStep step, Appointment appointment, Offer offer, CancellationToken cancellation)
    {
        await orders.PassOnAsync(new PassOnOrder(step.Seat, appointment.Person, offer.Claim, offer.Until), offer.Until, cancellation);
        var taken = await book.DecideAsync(
            step.Seat.Session,
            session => step.PassOn(session, appointment.OwnerOf(offer.Claim), appointment.Party, offer.Until + _grace) is { } passed
                ? new Decision<bool>(passed, true)
                : new Decision<bool>(null, false, OnFresh: true),
            cancellation);
        if (taken)
        {
            await events.PublishAsync(Topics.AppointmentMoved, AppointmentEvents.Offered(appointment, offer, step.Now), cancellation);
            return;
        }

        // Somebody else had them first: the offer is taken out of the row, unless the row names it no more.
        while (await store.FindAsync(appointment.Service, appointment.Person, cancellation) is { } there && there.Offer == offer
            && !await store.ReplaceAsync(there with { Offer = null }, cancellation))
        {
        }
    }

    /// <summary>Whoever got the seats by this step and was perhaps not told, because the process died.</summary>
    private async Task TellAgainAsync(SeatStep step, SessionSeats session, CancellationToken cancellation)
    {
        var holders = session.Seats.Where(seat => seat.State is SeatState.Held && seat.Claim == ClaimId(step.Seat, seat.Owner.Person)).Select(seat => seat.Owner.Person).Distinct();
        foreach (var person in holders)
        {
            if (await store.FindAsync(step.Service.Id, person, cancellation) is { Offer: { } offer } appointment && offer.IsOpen(step.Now) && step.Made(offer))
            {
                await events.PublishAsync(Topics.AppointmentMoved, AppointmentEvents.Offered(appointment, offer, step.Now), cancellation);
            }
        }
    }

    /// <summary>A lead that stands in an old place, or says an old time, is put right; one that leads to nobody who watches is taken away.</summary>
    private async Task PutRightAsync(WatchLead lead, Appointment? appointment, DateTimeOffset now, CancellationToken cancellation)
    {
        var watch = appointment?.Watching(now);
        if (watch is not null)
        {
            await list.PutAsync(WatchLead.Of(appointment!, watch), cancellation);
        }

        if (watch is null ? lead.Watch.Since < now - _patience : watch.Since != lead.Watch.Since)
        {
            await list.RemoveAsync(lead, cancellation);
        }
    }

    /// <summary>One for each person and seat: given up once, it is never honoured again.</summary>
    private string ClaimId(FreedSeat seat, string person) =>
        people.Claim(person, FormattableString.Invariant($"earlier {seat.Session} {seat.Slot} {seat.At.UtcTicks}"));

    private Task<SessionSeats> ReadAsync(SessionKey session, CancellationToken cancellation) =>
        book.DecideAsync(session, state => new Decision<SessionSeats>(null, state, OnFresh: true), cancellation);
}
