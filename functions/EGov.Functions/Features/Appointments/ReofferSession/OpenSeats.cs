using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.ReofferSession;

/// <summary>
/// The seats that a service has from an instant on, thinned out as they are planned for people, so that those who are planned for at once are not
/// sent to the same ones. It is a plan: whether a seat is to be had, its session alone says.
/// </summary>
internal sealed class OpenSeats(RuleBook rules, ServiceRules service, ISessionBook book, DateTimeOffset from, DateTimeOffset now)
{
    private readonly Lock _door = new();
    private readonly Dictionary<SessionKey, Thinned> _sessions = [];
    private readonly Dictionary<(string Office, string Class, Stay Stay), IReadOnlyList<Thinned>> _fitting = [];
    private readonly Dictionary<string, IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> _counts = [];

    /// <summary>Plans the earliest seats at an office, else at another one of its region, else anywhere; for each in their order.</summary>
    /// <returns>For each of them a slot, or null when nothing is open.</returns>
    public async Task<IReadOnlyList<OfferedSlot?>> PlanAsync(string office, IReadOnlyList<Appointment> people, CancellationToken cancellation)
    {
        var planned = new OfferedSlot?[people.Count];
        foreach (var near in Nearest(office))
        {
            if (planned.All(slot => slot is not null))
            {
                break;
            }

            var counts = await Task.WhenAll(near.Select(async one => (Office: one, Counts: await book.CountsAsync(service.Id, one, cancellation))));
            lock (_door)
            {
                foreach (var (one, known) in counts)
                {
                    _counts.TryAdd(one, known);
                }

                for (var i = 0; i < planned.Length; i++)
                {
                    planned[i] ??= Plan(near, people[i]);
                }
            }
        }

        return planned;
    }

    /// <summary>A slot turned out to be full.</summary>
    public void Full(SessionKey session, int slot)
    {
        lock (_door)
        {
            if (_sessions.TryGetValue(session, out var thinned))
            {
                thinned.Free[slot] = 0;
            }
        }
    }

    /// <summary>The office itself, then the others of its region, then the rest.</summary>
    private IEnumerable<IReadOnlyList<string>> Nearest(string office)
    {
        var region = rules.Office(office)?.Region;
        var others = rules.OfficesOf(service, HongKong.DateOf(now)).Where(one => one.Id != office).ToLookup(one => one.Region == region, one => one.Id);
        return [[office], [.. others[true]], [.. others[false]]];
    }

    private OfferedSlot? Plan(IReadOnlyList<string> offices, Appointment appointment)
    {
        if (service.ClassOf(appointment.Class) is not { } @class)
        {
            return null;
        }

        var earliest = (
            from office in offices
            let first = First(Fitting(office, @class, appointment.Details.Stay), appointment.Party)
            where first is not null
            orderby first.Value.Session.Plan.BeginningOf(first.Value.Slot)
            select first).FirstOrDefault();
        if (earliest is not { } place)
        {
            return null;
        }

        var (session, slot) = place;
        foreach (var (seats, i) in SessionSeats.Room(session.Free, slot, appointment.Party).Select((seats, i) => (seats, i)))
        {
            session.Free[slot + i] -= seats;
        }

        return new OfferedSlot(rules, service, session.Plan, slot, rules.Released(service, session.Plan.Key.Date, now));
    }

    private (Thinned Session, int Slot)? First(IEnumerable<Thinned> sessions, int party)
    {
        foreach (var session in sessions)
        {
            for (var slot = 0; slot < session.Free.Length; slot++)
            {
                if (session.Free[slot] > 0 && session.Plan.BeginningOf(slot) >= from && !SessionSeats.Room(session.Free, slot, party).IsEmpty)
                {
                    return (session, slot);
                }
            }
        }

        return null;
    }

    /// <summary>The sessions of an office that a class may use on the dates that are offered to it, in order of time.</summary>
    private IReadOnlyList<Thinned> Fitting(string office, ApplicantClass @class, Stay stay)
    {
        if (!_fitting.TryGetValue((office, @class.Id, stay), out var fitting))
        {
            _fitting[(office, @class.Id, stay)] = fitting =
            [
                .. from date in rules.DatesOffered(service, @class.Id, HongKong.DateOf(now), stay)
                   where date >= HongKong.DateOf(@from)
                   from plan in rules.Sessions(service, office, date)
                   where plan.Hours is ServiceHours.General || @class.Extended
                   select Session(plan),
            ];
        }

        return fitting;
    }

    /// <summary>One and the same for all classes: what one person is planned for is gone for everybody.</summary>
    private Thinned Session(SessionPlan plan)
    {
        if (!_sessions.TryGetValue(plan.Key, out var session))
        {
            var taken = _counts[plan.Key.Office].GetValueOrDefault((plan.Key.Date, plan.Key.Id), SeatCounts.None);
            _sessions[plan.Key] = session = new Thinned(plan, taken.Free(plan, rules.Released(service, plan.Key.Date, now), now));
        }

        return session;
    }

    private sealed record Thinned(SessionPlan Plan, int[] Free);
}
