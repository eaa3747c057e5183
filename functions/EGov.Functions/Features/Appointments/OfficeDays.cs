using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Appointments;

/// <summary>Reads what an office does on a day: a range of rows for each service that it does then.</summary>
public sealed class OfficeDays(ISessionBook book)
{
    /// <summary>The caller's department's own office; whatever else is named is not there.</summary>
    public static Office? Own(Caller caller, RuleBook rules, string department, string? office) =>
        caller.MayManageAppointments(department) && office is not null && rules.Office(office) is { } known && known.Department == department ? known : null;

    /// <summary>The sessions of a day in order of service and time: those that the rules plan, and those that they plan no more and somebody booked.</summary>
    public async Task<IReadOnlyList<OfficeSession>> ReadAsync(RuleBook rules, Office office, DateOnly date, CancellationToken cancellation)
    {
        var services = await Task.WhenAll(rules.ServicesAt(office.Id, date, date)
            .Where(service => service.Department == office.Department)
            .Select(async service =>
            {
                var kept = await book.DayAsync(service.Id, office.Id, date, cancellation);
                var planned = rules.Sessions(service, office.Id, date).ToList();
                var unplanned = kept.Where(session => !session.Value.Seats.IsEmpty && planned.TrueForAll(plan => plan.Key.Id != session.Key));
                return planned
                    .Select(plan => new OfficeSession(plan.Key, plan, kept.GetValueOrDefault(plan.Key.Id, SessionSeats.Untouched)))
                    .Concat(unplanned.Select(session => new OfficeSession(new SessionKey(service.Id, office.Id, date, session.Key), null, session.Value)));
            }));
        return [.. services.SelectMany(sessions => sessions)];
    }
}

/// <summary>One session of an office's day.</summary>
/// <param name="Plan">Null when the rules have it no more.</param>
public sealed record OfficeSession(SessionKey Key, SessionPlan? Plan, SessionSeats Seats)
{
    /// <summary>Seats of each slot: as an officer has set them, else as the rules plan.</summary>
    public int? SeatsOfSlot => Seats.Quota ?? Plan?.Counters;

    /// <summary>Who is expected, in order of time. Seats of other channels are nobody's whom this platform knows.</summary>
    public IEnumerable<OfficeBooking> Bookings() =>
        from seat in Seats.Seats
        where seat.State is SeatState.Booked && !OtherChannels.IsTheirs(seat)
        group seat by seat.Claim into party
        let first = party.MinBy(seat => seat.Slot)!
        orderby first.Slot, first.Owner.Reference
        select new OfficeBooking(this, first, party.Count());

    /// <summary>The booking that has a reference.</summary>
    public OfficeBooking? Find(Domain.Submissions.Reference reference) => Bookings().FirstOrDefault(booking => booking.First.Owner.Reference == reference.Value);

    /// <summary>Whether seats are held under a reference, and not booked.</summary>
    public bool IsHeld(Domain.Submissions.Reference reference, DateTimeOffset now) =>
        Seats.Seats.Any(seat => seat.State is SeatState.Held && seat.IsTaken(now) && seat.Owner.Reference == reference.Value);
}

/// <summary>A booking as the session knows it: nothing here tells who it is.</summary>
/// <param name="First">The seat of the first of the party.</param>
public sealed record OfficeBooking(OfficeSession Session, Seat First, int Party)
{
    /// <summary>What the person quotes, grouped for reading aloud where it is one of ours.</summary>
    public string Reference => Domain.Submissions.Reference.TryParse(First.Owner.Reference, out var own) ? own.ToString() : First.Owner.Reference;

    /// <summary>Null when the rules have the session no more.</summary>
    public TimeOnly? Time => Session.Plan?.TimeOf(First.Slot);
}

/// <summary>A booking in an officer's list.</summary>
public sealed record BookingView(
    string Reference,
    string Service,
    string Class,
    string Office,
    DateOnly Date,
    string? Time,
    int Party,
    bool WalkIn,
    Visit Visit,
    DateTimeOffset? VisitAt)
{
    internal static BookingView Of(OfficeBooking booking) => Of(booking, booking.First);

    /// <param name="seat">The seat of the first of the party, as it is by now.</param>
    internal static BookingView Of(OfficeBooking booking, Seat seat) => new(
        booking.Reference,
        booking.Session.Key.Service,
        seat.Owner.Class,
        booking.Session.Key.Office,
        booking.Session.Key.Date,
        booking.Time is { } time ? AppointmentView.Clock(time) : null,
        booking.Party,
        seat.Owner.IsWalkIn,
        seat.Visit,
        seat.VisitAt);
}
