using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting;

namespace EGov.Functions.Features.Appointments;

/// <summary>One session with the free seats of its slots.</summary>
/// <param name="Released">All seats that have been released, taken or not; none of slots in which the office is closed.</param>
public sealed record OpenSession(SessionPlan Plan, IReadOnlyList<int> Free, int Released)
{
    /// <summary>The slots in which a party may begin.</summary>
    public IEnumerable<int> SlotsFor(int party) =>
        Enumerable.Range(0, Free.Count).Where(slot => !SessionSeats.Room(Free, slot, party).IsEmpty);
}

/// <summary>Answers what is free, from counts that are at most a second old.</summary>
public sealed class Availability(ISessionBook book, TimeProvider time)
{
    private const int MostAlternatives = 3;

    private readonly Fresh<(string Service, string Class, Stay Stay), IReadOnlyList<OpenSession>> _open = new(time, TimeSpan.FromMilliseconds(500), most: 500);

    /// <summary>The sessions that a class of applicant may use on the dates offered.</summary>
    /// <param name="offices">Only these; null for all that do the service.</param>
    public async Task<IReadOnlyList<OpenSession>> SessionsAsync(
        RuleBook rules,
        ServiceRules service,
        ApplicantClass @class,
        Stay stay,
        IReadOnlyCollection<string>? offices,
        Func<DateOnly, bool> wanted,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = HongKong.DateOf(now);
        var dates = rules.DatesOffered(service, @class.Id, today, stay).Where(wanted).ToList();
        var open = await Task.WhenAll(rules.OfficesOf(service, today)
            .Where(office => offices?.Contains(office.Id) ?? true)
            .Select(async office =>
            {
                var counts = await book.CountsAsync(service.Id, office.Id, cancellation);
                return from plan in dates.SelectMany(date => rules.Sessions(service, office.Id, date))
                       where plan.Hours is ServiceHours.General || @class.Extended
                       let taken = counts.GetValueOrDefault((plan.Key.Date, plan.Key.Id), SeatCounts.None)
                       let released = rules.Released(service, plan.Key.Date, now)
                       let open = plan.Slots - Enumerable.Range(0, plan.Slots).Count(slot => taken.Closed.Any(closed => closed.Covers(slot)))
                       select new OpenSession(plan, taken.Free(plan, released, now), open * released.Of(taken.Quota ?? plan.Counters));
            }));
        return [.. open.SelectMany(sessions => sessions)];
    }

    /// <summary>Where else a party finds room: the nearest times of the same day first, then the earliest of all offices.</summary>
    public async Task<Refusal> TakenAsync(OfferedSlot slot, ApplicantClass @class, Stay stay, int party, CancellationToken cancellation)
    {
        var key = slot.Plan.Key;
        var wanted = slot.Plan.BeginningOf(slot.Slot);

        // Whoever lost a race asks this, and they are many: they share one look at what is open.
        var open = await _open.GetAsync(
            (slot.Service.Id, @class.Id, stay), () => SessionsAsync(slot.Rules, slot.Service, @class, stay, null, _ => true, CancellationToken.None)).WaitAsync(cancellation);
        var sameDay = from session in open
                      where session.Plan.Key.Office == key.Office && session.Plan.Key.Date == key.Date
                      from free in session.SlotsFor(party)
                      let begins = session.Plan.BeginningOf(free)
                      where begins != wanted
                      orderby (begins - wanted).Duration()
                      select (session, free);
        var elsewhere = from session in open
                        where session.Plan.Key.Office != key.Office || session.Plan.Key.Date != key.Date
                        orderby session.Plan.BeginningOf(0)
                        from free in session.SlotsFor(party)
                        select (session, free);
        var alternatives = sameDay.Concat(elsewhere).Take(MostAlternatives).Select(place =>
            $"{place.session.Plan.Key.Office} {place.session.Plan.Key.Date:yyyy-MM-dd} {AppointmentView.Clock(place.session.Plan.TimeOf(place.free))}");
        return new Refusal("slot-taken", "time", new Dictionary<string, string> { ["alternatives"] = string.Join("; ", alternatives) });
    }
}
