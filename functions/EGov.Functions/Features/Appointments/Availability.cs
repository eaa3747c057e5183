using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>One session with the free seats of its slots.</summary>
public sealed record OpenSession(SessionPlan Plan, IReadOnlyList<int> Free)
{
    /// <summary>The slots in which a party may begin.</summary>
    public IEnumerable<int> SlotsFor(int party) =>
        Enumerable.Range(0, Free.Count).Where(slot => !SessionSeats.Room(Free, slot, party).IsEmpty);
}

/// <summary>Answers what is free, from counts that are at most a second old.</summary>
public sealed class Availability(RuleBook rules, ISessionBook book, TimeProvider time)
{
    private const int MostAlternatives = 3;

    /// <summary>The sessions that a class of applicant may use on the dates offered, by office.</summary>
    /// <param name="offices">Only these; null for all that do the service.</param>
    public async Task<IReadOnlyList<OpenSession>> SessionsAsync(
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
        var open = new List<OpenSession>();
        foreach (var office in rules.OfficesOf(service, today).Where(office => offices?.Contains(office.Id) ?? true))
        {
            var counts = await book.CountsAsync(service.Id, office.Id, cancellation);
            foreach (var plan in dates.SelectMany(date => rules.Sessions(service, office.Id, date)))
            {
                if (plan.Hours is ServiceHours.General || @class.Extended)
                {
                    var taken = counts.GetValueOrDefault((plan.Key.Date, plan.Key.Id), SeatCounts.None);
                    open.Add(new OpenSession(plan, taken.Free(plan, rules.SeatsReleased(service, plan, now), now)));
                }
            }
        }

        return open;
    }

    /// <summary>Where else a party finds room: the nearest time of the same day first, then the earliest of all offices.</summary>
    public async Task<Refusal> TakenAsync(OfferedSlot slot, ApplicantClass @class, Stay stay, int party, CancellationToken cancellation)
    {
        var key = slot.Plan.Key;
        var wanted = slot.Plan.BeginningOf(slot.Slot);
        var places = from session in await SessionsAsync(slot.Service, @class, stay, null, _ => true, cancellation)
                     from free in session.SlotsFor(party)
                     let begins = session.Plan.BeginningOf(free)
                     let sameDay = session.Plan.Key.Office == key.Office && session.Plan.Key.Date == key.Date
                     where session.Plan.Key != key || free != slot.Slot
                     orderby sameDay descending, sameDay ? (begins - wanted).Duration().Ticks : begins.Ticks
                     select $"{session.Plan.Key.Office} {session.Plan.Key.Date:yyyy-MM-dd} {AppointmentView.Clock(session.Plan.TimeOf(free))}";
        var alternatives = places.Take(MostAlternatives).ToList();
        return new Refusal("slot-taken", "time", new Dictionary<string, string> { ["alternatives"] = string.Join("; ", alternatives) });
    }
}
