using System.Collections.Immutable;
using System.Globalization;

namespace EGov.Domain.Appointments;

/// <summary>
/// The seats of one session that are not simply free. It is the only judge of who has which seat: every claim, confirmation and
/// release is one conditional replacement of it, so two can never have the same seat. A hold lapses by the clock alone.
/// All changes may be repeated: a claim that was made is found again by its name.
/// </summary>
/// <param name="Quota">Seats of each slot, where an officer has set them; else the plan's.</param>
/// <param name="Closed">The slots in which the office is closed: nothing is taken or confirmed there.</param>
public sealed record SessionSeats(ImmutableArray<Seat> Seats, int? Quota, ImmutableArray<ClosedSlots> Closed)
{
    public static readonly SessionSeats Untouched = new([], null, []);

    /// <summary>When the department's last report of its other channels was made; null before the first one.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

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

    /// <summary>Whether the office is closed in a slot.</summary>
    public bool IsClosed(int slot) => Closed.Any(closed => closed.Covers(slot));

    /// <summary>Takes seats for a party, each of them or none.</summary>
    /// <param name="until">When the hold ends; null to book at once, as a change does.</param>
    /// <param name="resting">Whether seats of this slot that were given back and rest still may be taken: they are offered before they are free to all.</param>
    /// <returns>The session afterwards; null when there is no room, or when the claim was revoked.</returns>
    public SessionSeats? Claim(
        SessionPlan plan,
        ReleasedShare released,
        int slot,
        int party,
        SeatOwner owner,
        DateTimeOffset now,
        DateTimeOffset? until,
        bool resting = false) =>
        Take(plan, released, slot, party, owner, now, until, resting ? party : 0);

    /// <param name="rested">How many seats of the slot are taken out of their rest, if so many rest there.</param>
    private SessionSeats? Take(
        SessionPlan plan,
        ReleasedShare released,
        int slot,
        int party,
        SeatOwner owner,
        DateTimeOffset now,
        DateTimeOffset? until,
        int rested)
    {
        if (Of(owner.Claim, now) is { Length: > 0 } own)
        {
            return own[0].Slot == slot ? this : null;
        }

        if (IsRevoked(owner.Claim))
        {
            return null;
        }

        // What has lapsed is cleared away by the way.
        var staying = Seats.RemoveAll(seat => seat.State is not SeatState.Booked && seat.Until <= now);
        staying = staying.RemoveRange(staying.Where(seat => seat.Slot == slot && seat.State is SeatState.Resting).Take(rested));

        var room = Room(SeatCounts.Of(this with { Seats = staying }).Free(plan, released, now), slot, party);
        if (room.IsEmpty)
        {
            return null;
        }

        var seats = staying.ToBuilder();
        for (var i = 0; i < room.Length; i++)
        {
            var numbers = Enumerable.Range(0, Quota ?? plan.Counters).Except(staying.Where(seat => seat.Slot == slot + i).Select(seat => seat.Number));
            seats.AddRange(numbers.Take(room[i]).Select(number =>
                new Seat(slot + i, number, until is null ? SeatState.Booked : SeatState.Held, owner, until ?? DateTimeOffset.MaxValue)));
        }

        return this with { Seats = seats.ToImmutable() };
    }

    /// <summary>
    /// Gives somebody who came without an appointment the first free seat, released to the public or not: of the slot under way, or of one to come.
    /// </summary>
    /// <returns>The session afterwards; null when no seat is free, or when the claim was revoked.</returns>
    public SessionSeats? SeatNext(SessionPlan plan, SeatOwner owner, DateTimeOffset now)
    {
        if (!Of(owner.Claim, now).IsEmpty)
        {
            return this;
        }

        var free = SeatCounts.Of(this).Free(plan, ReleasedShare.All, now);
        for (var slot = 0; slot < free.Length; slot++)
        {
            if (free[slot] > 0 && plan.EndOf(slot) > now)
            {
                return Claim(plan, ReleasedShare.All, slot, party: 1, owner, now, until: null);
            }
        }

        return null;
    }

    /// <summary>Makes a hold a booking. The same call may ask again; another one is told that it is booked already.</summary>
    /// <returns>The session afterwards, or <c>hold-lapsed</c>, <c>already-confirmed</c>, <c>office-closed</c>.</returns>
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

        return own.Any(seat => IsClosed(seat.Slot))
            ? new Refusal("office-closed")
            : With(own, seat => seat with { State = SeatState.Booked, Until = DateTimeOffset.MaxValue, Confirmation = call });
    }

    /// <summary>
    /// Gives a claim's seats back: held ones at once, booked ones after a rest. Until the rest is over the claim itself cannot be honoured
    /// any more, so that a call still on its way takes nothing.
    /// </summary>
    public SessionSeats Release(string claim, DateTimeOffset rest) =>
        IsRevoked(claim)
            ? this
            : this with
            {
                Seats =
                [
                    .. Seats.Where(seat => seat.Claim != claim || seat.State is not SeatState.Held)
                        .Select(seat => seat.Claim == claim && seat.State is SeatState.Booked ? seat with { State = SeatState.Resting, Until = rest } : seat),
                    new Seat(-1, 0, SeatState.Revoked, new SeatOwner(claim, "", "", ""), rest),
                ],
            };

    /// <summary>Frees what a claim holds and forgets it: for the call that took it and learns that it may not have it.</summary>
    public SessionSeats Undo(string claim) =>
        Seats.Any(seat => seat.Claim == claim && seat.State is SeatState.Held)
            ? this with { Seats = Seats.RemoveAll(seat => seat.Claim == claim && seat.State is SeatState.Held) }
            : this;

    /// <summary>Takes held seats that nobody wanted back into their rest. Where the claim booked them meanwhile, they stay what they are.</summary>
    public SessionSeats Rest(string claim, DateTimeOffset rest) =>
        IsRevoked(claim) || !Seats.Any(seat => seat.Claim == claim && seat.State is SeatState.Held)
            ? this
            : this with
            {
                Seats =
                [
                    .. Seats.Select(seat => seat.Claim == claim && seat.State is SeatState.Held ? seat with { State = SeatState.Resting, Until = rest } : seat),
                    new Seat(-1, 0, SeatState.Revoked, new SeatOwner(claim, "", "", ""), rest),
                ],
            };

    /// <summary>
    /// Hands held seats of a slot on to another claim, with as many of those that rest there as it needs besides: they are free to nobody in between.
    /// </summary>
    /// <param name="from">The claim that held them; null when they only rest.</param>
    /// <returns>The session afterwards; null when there is no room, or when the first claim took them for good.</returns>
    public SessionSeats? PassOn(
        SessionPlan plan,
        ReleasedShare released,
        int slot,
        int party,
        string? from,
        SeatOwner to,
        DateTimeOffset now,
        DateTimeOffset until)
    {
        var held = from is null ? [] : Of(from, now);
        return held.Any(seat => seat.State is SeatState.Booked)
            ? null
            : (from is null ? this : Release(from, until)).Take(plan, released, slot, party, to, now, until, Math.Max(0, party - held.Count(seat => seat.Slot == slot)));
    }

    /// <summary>
    /// Closes slots: from now on nothing is taken or confirmed in them. What is booked there stays, until its people were found other seats.
    /// A closure has one range of slots in a session: declared again with another range, that one counts.
    /// </summary>
    public SessionSeats Close(ClosedSlots slots) => Closed.Contains(slots) ? this : this with { Closed = Reopen(slots.Closure).Closed.Add(slots) };

    /// <summary>Takes a closure back.</summary>
    public SessionSeats Reopen(string closure) =>
        Closed.Any(closed => closed.Closure == closure) ? this with { Closed = Closed.RemoveAll(closed => closed.Closure == closure) } : this;

    /// <summary>Sets how many seats each slot has, whatever the rules plan.</summary>
    /// <returns>The session afterwards; or <c>quota-below-booked</c> with the first slot's <c>time</c> and how many are <c>taken</c>.</returns>
    public Outcome<SessionSeats> SetQuota(SessionPlan plan, int seats, DateTimeOffset now)
    {
        if (SeatCounts.Of(this).Above(plan, seats, now) is var (slot, taken))
        {
            return new Refusal("quota-below-booked", "seats", new Dictionary<string, string>
            {
                ["time"] = plan.TimeOf(slot).ToString("HH:mm", CultureInfo.InvariantCulture),
                ["taken"] = taken.ToString(CultureInfo.InvariantCulture),
            });
        }

        return Quota == seats ? this : this with { Quota = seats };
    }

    /// <summary>Notes whether the people of a booking came. Noting the same again changes nothing.</summary>
    /// <param name="call">Names the call that notes it.</param>
    /// <returns>The session afterwards, or <c>appointment-ended</c> when the claim has no booked seats here.</returns>
    public Outcome<SessionSeats> Note(string claim, Visit visit, string call, DateTimeOffset now)
    {
        var own = Of(claim, now);
        if (own.IsEmpty || own[0].State is not SeatState.Booked)
        {
            return new Refusal("appointment-ended");
        }

        return own.All(seat => seat.Visit == visit) ? this : With(own, seat => seat with { Visit = visit, VisitAt = now, VisitCall = call });
    }

    private SessionSeats With(ImmutableArray<Seat> own, Func<Seat, Seat> change) =>
        this with { Seats = [.. Seats.Select(seat => own.Contains(seat) ? change(seat) : seat)] };
}
