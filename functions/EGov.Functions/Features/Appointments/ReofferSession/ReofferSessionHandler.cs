using EGov.Functions.Events;
using EGov.Functions.Hosting;

namespace EGov.Functions.Features.Appointments.ReofferSession;

/// <summary>
/// Offers other seats to everybody whose seats a closure covers, in fair order. Each offer is held for its person for 24 hours. As with every
/// hold the person's row names the offer first, then the seats are taken, then it is told; so a repetition finds in the row what was meant, and goes
/// on from there. Whoever was offered something by a closure is offered nothing more by it.
/// </summary>
public sealed class ReofferSessionHandler(
    IRuleLibrary library,
    IClosureStore closures,
    IAppointmentStore store,
    ISessionBook book,
    IEventPublisher events,
    People people,
    TimeProvider time)
{
    public static readonly TimeSpan OfferTime = TimeSpan.FromHours(24);

    private const int Batch = 200;
    private const int AtOnce = 32;
    private const int EventsAtOnce = 100;

    /// <summary>The sessions of one closure are worked on close together, and share one plan of what is open.</summary>
    private readonly Fresh<(string Closure, string Service), OpenSeats> _open = new(time, TimeSpan.FromSeconds(10), most: 50);

    public async Task HandleAsync(ReofferOrder order, CancellationToken cancellation)
    {
        var rules = library.Current;
        if (await closures.FindAsync(order.Department, order.Closure, cancellation) is not { Closure: var closure }
            || rules.Service(order.Session.Service) is not { } service)
        {
            return;
        }

        var now = time.GetUtcNow();
        var touched = await book.DecideAsync(
            order.Session, session => new Decision<IReadOnlyList<Touched>>(null, Touched.In(session, closure.Id, now), OnFresh: true), cancellation);
        foreach (var batch in touched.Chunk(Batch))
        {
            var from = closure.To > now + OfferTime ? closure.To : now + OfferTime;
            var open = await _open.GetAsync((closure.Id, service.Id), () => Task.FromResult(new OpenSeats(rules, service, book, from, now)));
            await OfferAsync(new Reoffering(closure, order.Session, rules, service, open, [], now), batch, cancellation);
        }
    }

    /// <summary>Until everybody was told: whose row was changed meanwhile is looked at again, and whose slot turned out to be full is given another.</summary>
    private async Task OfferAsync(Reoffering work, Touched[] touched, CancellationToken cancellation)
    {
        while (touched.Length > 0)
        {
            var due = (await EachAsync(touched, one => LookAsync(work, one, cancellation), cancellation)).OfType<Due>().ToList();
            var unmeant = due.Where(one => one.Meant is null).ToList();
            var planned = await work.Open.PlanAsync(work.Session.Office, [.. unmeant.Select(one => one.Appointment)], cancellation);
            var slots = unmeant.Zip(planned).ToDictionary(pair => pair.First, pair => pair.Second);
            var named = await EachAsync(due, one => NameAsync(work, one, slots.GetValueOrDefault(one), cancellation), cancellation);

            // Asked for in fair order: what is asked of one session at once is decided in the order of asking.
            var taken = await Task.WhenAll(named.Select(one => TakeAsync(work, one, cancellation)));
            var told = named.Zip(taken).Where(pair => pair.Second || (pair.First.Offer is null && !pair.First.Changed)).Select(pair => pair.First).ToList();
            foreach (var some in told.Chunk(EventsAtOnce))
            {
                await events.PublishAllAsync<AppointmentEvent>(Topics.AppointmentMoved, [.. some.Select(one => Event(work, one))], cancellation);
            }

            var again = named.Except(told).ToList();
            foreach (var full in again.Select(one => one.Offer).OfType<Offer>())
            {
                work.Failed.Add(full.Claim.Id);
                work.Open.Full(full.Claim.Session, full.Claim.Slot);
            }

            touched = [.. again.Select(one => one.Due.Touched)];
        }
    }

    /// <summary>Whether somebody is to be offered seats still; null when not.</summary>
    private async Task<Due?> LookAsync(Reoffering work, Touched touched, CancellationToken cancellation)
    {
        if (await store.FindAsync(work.Service.Id, touched.Owner.Person, cancellation) is not { Cancelled: false } appointment)
        {
            return null;
        }

        var open = appointment.Offer is { } named && named.IsOpen(work.Now) ? named : null;
        if (appointment.Claim.Id != touched.Owner.Claim || !touched.Booked)
        {
            // Moved since; unless what was offered for another closure is closed now too.
            return open is { Reason: OfferReason.OfficeClosed } && open.Claim.Id == touched.Owner.Claim
                && (await book.StandingAsync(appointment.Claim, work.Now, cancellation)).Closed
                    ? new Due(touched, appointment, null)
                    : null;
        }

        if (appointment.Offer?.Origin == work.Closure.Id)
        {
            return open is null ? null : new Due(touched, appointment, work.Failed.Contains(open.Claim.Id) ? null : open);
        }

        return open is { Reason: OfferReason.OfficeClosed }
            && await book.StandingAsync(open.Claim, work.Now, cancellation) is { Seats.Count: > 0, Closed: false }
                ? null
                : new Due(touched, appointment, null);
    }

    /// <summary>Makes the row name the offer. What it named before is let go: nobody has two.</summary>
    private async Task<Named> NameAsync(Reoffering work, Due due, OfferedSlot? slot, CancellationToken cancellation)
    {
        var (appointment, before) = (due.Appointment, due.Appointment.Offer);
        if (due.Meant is { } meant)
        {
            return new Named(due, meant, work.SlotOf(meant.Claim));
        }

        var offer = slot is null ? null : new Offer(
            slot.Claim(people.Claim(appointment.Person, FormattableString.Invariant($"closure {work.Closure.Id} {slot.Plan.Key} {slot.Slot}"))),
            work.Now + OfferTime,
            OfferReason.OfficeClosed,
            work.Closure.Id);
        if (offer is null && !(before is { Reason: OfferReason.OfficeClosed } && before.IsOpen(work.Now)))
        {
            return new Named(due, null, null);
        }

        if (!await store.ReplaceAsync(appointment with { Offer = offer }, cancellation))
        {
            return new Named(due, null, null, Changed: true);
        }

        await book.LetGoAsync(before, work.Now, cancellation);
        return new Named(due, offer, slot);
    }

    /// <summary>Whether the seats are the person's now.</summary>
    private async Task<bool> TakeAsync(Reoffering work, Named named, CancellationToken cancellation) =>
        named is { Offer: { } offer, Slot: { } slot }
        && await book.TakeAsync(slot, named.Due.Appointment.OwnerOf(offer.Claim), named.Due.Appointment.Party, work.Now, offer.Until, cancellation);

    private static CloudEvent<AppointmentEvent> Event(Reoffering work, Named named) => named.Offer is { } offer
        ? AppointmentEvents.Offered(named.Due.Appointment, offer, work.Now)
        : AppointmentEvents.Closed(named.Due.Appointment, work.Closure.Id, work.Now);

    private static async Task<IReadOnlyList<TResult>> EachAsync<T, TResult>(IReadOnlyList<T> all, Func<T, Task<TResult>> act, CancellationToken cancellation)
    {
        var results = new TResult[all.Count];
        await Parallel.ForAsync(
            0,
            all.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (i, _) => results[i] = await act(all[i]));
        return results;
    }
}
