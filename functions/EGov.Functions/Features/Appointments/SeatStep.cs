using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>One step of a freed seat's way: from the person who had it before, or from its rest, to the next watcher.</summary>
/// <param name="From">The claim that held it; null when it was just given back.</param>
internal sealed record SeatStep(FreedSeat Seat, Claim? From, RuleBook Rules, ServiceRules Service, SessionPlan Plan, DateTimeOffset Now)
{
    private readonly ReleasedShare _released = Rules.Released(Service, Seat.Session.Date, Now);

    public string Origin => Seat.Origin(From);

    private DateTimeOffset Begins => Plan.BeginningOf(Seat.Slot);

    /// <summary>Whether the offer is the one that this very step made.</summary>
    public bool Made(Offer offer) => Seat.IsOf(offer) && offer.Origin == Origin;

    /// <summary>Whether there is a seat to pass on.</summary>
    public bool HasSeats(SessionSeats session) => Begins > Now && session.Seats.Any(seat =>
        seat.Slot == Seat.Slot && seat.IsTaken(Now) && (seat.State is SeatState.Resting || (seat.State is SeatState.Held && seat.Claim == From?.Id)));

    /// <summary>The session with the seats passed on; null when they cannot be.</summary>
    public SessionSeats? PassOn(SessionSeats session, SeatOwner to, int party, DateTimeOffset until) =>
        session.PassOn(Plan, _released, Seat.Slot, party, From?.Id, to, Now, until);

    /// <summary>Whether a watcher's wish is such a seat.</summary>
    public bool Suits(Watch watch, string @class, DateTimeOffset booked) =>
        (Begins < booked || watch.AnyTime)
        && !(Seat.Session.Date >= watch.Before)
        && (watch.Offices?.Contains(Seat.Session.Office) ?? true)
        && Service.ClassOf(@class) is { } known
        && (Plan.Hours is ServiceHours.General || known.Extended);

    /// <summary>Whether a person may book on its date.</summary>
    public bool IsOfferedTo(Appointment appointment) =>
        Rules.DatesOffered(Service, appointment.Class, HongKong.DateOf(Now), appointment.Details.Stay).Contains(Seat.Session.Date);
}
