using System.Collections.Immutable;

namespace EGov.Domain.Appointments;

/// <summary>
/// The seats of one session that are not simply free. It is the only judge of who has which seat: every claim, confirmation and
/// release is one conditional replacement of it, so two can never have the same seat. A hold lapses by the clock alone.
/// All changes may be repeated: a claim that was made is found again by its name.
/// </summary>
public sealed record SessionSeats(ImmutableArray<Seat> Seats)
{
    public static readonly SessionSeats Untouched = new([]);

    /// <summary>The slots in which a party finds room from a slot on: as many as fit into it, the rest in those right after it.</summary>
    /// <returns>Seats to take of each slot from <paramref name="slot"/> on; empty when there is no room.</returns>
    public static ImmutableArray<int> Room(IReadOnlyList<int> free, int slot, int party)
    {
        var taken = ImmutableArray.CreateBuilder<int>();
        for (var left = party; left > 0; slot++)
        {
            if (slot >= free.Count || free[slot] == 0)
            {
                return [];
            }

            taken.Add(Math.Min(left, free[slot]));
            left -= taken[^1];
        }

        return taken.ToImmutable();
    }

    /// <summary>The seats of a claim that are its own now.</summary>
    public ImmutableArray<Seat> Of(string claim, DateTimeOffset now) =>
        [.. Seats.Where(seat => seat.Claim == claim && (seat.State is SeatState.Held or SeatState.Booked) && seat.IsTaken(now))];

    /// <summary>Whether a claim was given up, and so can never be honoured.</summary>
    public bool IsRevoked(string claim) => Seats.Any(seat => seat.Claim == claim && seat.State is SeatState.Revoked);

    /// <summary>Takes seats for a party, each of them or none.</summary>
    /// <param name="until">When the hold ends; null to book at once, as a change does.</param>
    /// <returns>The session afterwards; null when there is no room, or when the claim was revoked.</returns>
    public SessionSeats? Claim(
        SessionPlan plan,
        int released,
        int slot,
        int party,
        string claim,
        string person,
        DateTimeOffset now,
        DateTimeOffset? until)
    {
        if (Of(claim, now) is { Length: > 0 } own)
        {
            return own[0].Slot == slot ? this : null;
        }

        if (IsRevoked(claim))
        {
            return null;
        }

        // What has lapsed is cleared away by the way.
        var staying = Seats.RemoveAll(seat => seat.State is not SeatState.Booked && seat.Until <= now);
        var room = Room(SeatCounts.Of(new SessionSeats(staying)).Free(plan, released, now), slot, party);
        if (room.IsEmpty)
        {
            return null;
        }

        var seats = staying.ToBuilder();
        for (var i = 0; i < room.Length; i++)
        {
            var numbers = Enumerable.Range(0, plan.Counters).Except(staying.Where(seat => seat.Slot == slot + i).Select(seat => seat.Number));
            seats.AddRange(numbers.Take(room[i]).Select(number =>
                new Seat(slot + i, number, until is null ? SeatState.Booked : SeatState.Held, claim, person, until ?? DateTimeOffset.MaxValue)));
        }

        return new SessionSeats(seats.ToImmutable());
    }

    /// <summary>Makes a hold a booking. The same call may ask again; another one is told that it is booked already.</summary>
    /// <returns>The session afterwards, or <c>hold-lapsed</c>, <c>already-confirmed</c>.</returns>
    public Outcome<SessionSeats> Confirm(string claim, string call, DateTimeOffset now)
    {
        var own = Of(claim, now);
        if (own.IsEmpty)
        {
            return new Refusal("hold-lapsed");
        }

        if (own[0].State is SeatState.Booked)
        {
            return own[0].Confirmation == call ? this : new Refusal("already-confirmed");
        }

        return new SessionSeats([.. Seats.Select(seat => own.Contains(seat)
            ? seat with { State = SeatState.Booked, Until = DateTimeOffset.MaxValue, Confirmation = call }
            : seat)]);
    }

    /// <summary>
    /// Gives a claim's seats back: held ones at once, booked ones after a rest. Until the rest is over the claim itself cannot be honoured
    /// any more, so that a call still on its way takes nothing.
    /// </summary>
    public SessionSeats Release(string claim, DateTimeOffset rest) =>
        IsRevoked(claim)
            ? this
            : new SessionSeats(
            [
                .. Seats.Where(seat => seat.Claim != claim || seat.State is not SeatState.Held)
                    .Select(seat => seat.Claim == claim && seat.State is SeatState.Booked ? seat with { State = SeatState.Resting, Until = rest } : seat),
                new Seat(-1, 0, SeatState.Revoked, claim, "", rest),
            ]);
}
