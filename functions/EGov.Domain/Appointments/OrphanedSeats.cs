namespace EGov.Domain.Appointments;

/// <summary>Seats of a session that people have and that its rules have no place for.</summary>
public sealed record OrphanedSeats(SessionKey Session, int Seats)
{
    /// <summary>What a change of rules would orphan: seats whose session would vanish, whose time would move, or for which a slot would have too few counters.</summary>
    /// <returns>None where the seats have no place already.</returns>
    public static OrphanedSeats OfChange(SessionSeats session, SessionPlan before, SessionPlan? after, DateTimeOffset now)
    {
        var orphaned = 0;
        foreach (var slot in session.Seats
            .Where(seat => seat.State is SeatState.Held or SeatState.Booked && seat.IsTaken(now) && seat.Slot < before.Slots && before.BeginningOf(seat.Slot) > now)
            .GroupBy(seat => seat.Slot))
        {
            var taken = slot.Count();
            orphaned += after is null || slot.Key >= after.Slots || after.TimeOf(slot.Key) != before.TimeOf(slot.Key)
                ? taken
                : Math.Max(0, Beyond(taken, session.Quota ?? after.Counters) - Beyond(taken, session.Quota ?? before.Counters));
        }

        return new OrphanedSeats(before.Key, orphaned);
    }

    /// <summary>What the rules have no place for as they are: after a new holiday, or booked by an instance that did not know the new rules yet.</summary>
    public static OrphanedSeats Under(SessionKey session, SeatCounts counts, SessionPlan? plan) => new(
        session,
        counts.Slots.Sum(slot => plan is null || slot.Key >= plan.Slots
            ? slot.Value.Booked
            : Beyond(slot.Value.Booked, counts.Quota ?? plan.Counters)));

    private static int Beyond(int taken, int seats) => Math.Max(0, taken - seats);
}
