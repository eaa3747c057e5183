using System.Collections.Immutable;

namespace EGov.Domain.Appointments;

/// <summary>
/// Seats that the department gives out by its other channels, such as the hotline: one quota for all. They are booked seats like others, under a
/// claim that is no person's; the department's system reports how many there are, whole for each session.
/// </summary>
public static class OtherChannels
{
    public static readonly SeatOwner Owner = new("other-channels", "", "", "");

    /// <summary>Whether a seat is one of theirs: it leads to no appointment here.</summary>
    public static bool IsTheirs(Seat seat) => seat.Claim == Owner.Claim;

    /// <summary>
    /// Takes a report over. It counts as far as there are seats: what people hold, booked or have just given back here is not touched, so nobody is put out and
    /// no slot has more than its seats. A report older than the last one changes nothing.
    /// </summary>
    /// <param name="seats">By slot, as many as the plan has.</param>
    /// <param name="asOf">When the department's system counted.</param>
    public static ChannelReport Report(this SessionSeats session, SessionPlan plan, IReadOnlyList<int> seats, DateTimeOffset asOf, DateTimeOffset now)
    {
        if (session.ReportedAt > asOf)
        {
            return new ChannelReport(session, [], Outdated: true);
        }

        var staying = session.Seats.Where(seat => !IsTheirs(seat) && (seat.State is SeatState.Booked || seat.Until > now)).ToImmutableArray();
        var ours = staying.Where(seat => seat.IsTaken(now)).ToLookup(seat => seat.Slot, seat => seat.Number);
        var theirs = session.Seats.Where(IsTheirs).ToLookup(seat => seat.Slot);
        var all = staying.ToBuilder();
        var missing = ImmutableArray.CreateBuilder<int>(plan.Slots);
        for (var slot = 0; slot < plan.Slots; slot++)
        {
            // Whoever had a seat keeps that one.
            var free = Math.Max(0, (session.Quota ?? plan.Counters) - ours[slot].Count());
            var placed = Math.Min(seats[slot], free);
            var kept = theirs[slot].OrderBy(seat => seat.Number).Take(placed).ToList();
            var numbers = Enumerable.Range(0, session.Quota ?? plan.Counters).Except(ours[slot]).Except(kept.Select(seat => seat.Number));
            all.AddRange(kept);
            all.AddRange(numbers.Take(placed - kept.Count).Select(number => new Seat(slot, number, SeatState.Booked, Owner, DateTimeOffset.MaxValue)));
            missing.Add(seats[slot] - placed);
        }

        var next = session with { Seats = all.ToImmutable(), ReportedAt = asOf };
        return new ChannelReport(session.ReportedAt == asOf && next.Seats.SequenceEqual(session.Seats) ? session : next, missing.MoveToImmutable(), Outdated: false);
    }
}

/// <summary>What came of a report.</summary>
/// <param name="Next">The session afterwards; the same one when nothing changed.</param>
/// <param name="Missing">By slot, the seats for which there was no room; none when the report was outdated.</param>
/// <param name="Outdated">Whether a newer report was there already.</param>
public sealed record ChannelReport(SessionSeats Next, ImmutableArray<int> Missing, bool Outdated);
