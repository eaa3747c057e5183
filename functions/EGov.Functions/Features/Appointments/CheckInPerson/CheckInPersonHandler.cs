using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Appointments.CheckInPerson;

/// <summary>
/// Notes that somebody came: one conditional write to the session. Too early or too late is no refusal; who comes on the wrong day or to the wrong
/// office is told where they are expected.
/// </summary>
public sealed class CheckInPersonHandler(
    IRuleLibrary library,
    OfficeDays days,
    VisitNotes notes,
    IAppointmentReferences references,
    IAppointmentStore store,
    ISessionBook book,
    IAuditTrail trail,
    TimeProvider time)
{
    public async Task<Outcome<ArrivalView>> HandleAsync(
        Caller caller,
        string department,
        string idempotencyKey,
        CheckInPersonCommand command,
        CancellationToken cancellation)
    {
        var rules = library.Current;
        var now = time.GetUtcNow();
        var day = command.Date ?? HongKong.DateOf(now);
        var refused = !caller.MayManageAppointments(department) ? new Refusal("not-found")
            : day > HongKong.DateOf(now) ? new Refusal("day-not-begun", "date")
            : null;
        if (refused is not null)
        {
            return refused;
        }

        if (OfficeDays.Own(caller, rules, department, command.Office) is not { } office)
        {
            return new Refusal("office-unknown", "office");
        }

        if (!AppointmentCode.TryParse(command.Code, out var reference))
        {
            return new Refusal("reference-invalid", "code");
        }

        await trail.RecordAsync(
            AuditActor.Of(caller).Entry(now, AuditAction.Change, reference.ToString(), AuditPurpose.ServeAtOffice, "CheckInPerson"),
            cancellation);
        var sessions = await days.ReadAsync(rules, office, day, cancellation);
        if (sessions.Select(session => session.Find(reference)).FirstOrDefault(found => found is not null) is { } booking)
        {
            var call = notes.Call(caller, idempotencyKey);
            var noted = await notes.NoteAsync(booking, Visit.Arrived, call, _ => null, cancellation);
            return noted.Refused is { } gone ? gone : ArrivalView.Of(booking, noted.Value, call);
        }

        return sessions.Any(session => session.IsHeld(reference, now))
            ? new Refusal("appointment-not-confirmed", "code")
            : await ElsewhereAsync(rules, department, reference, now, cancellation);
    }

    /// <summary>Where it is, when it is this department's own; another department's is not there.</summary>
    private async Task<Refusal> ElsewhereAsync(RuleBook rules, string department, Reference reference, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await references.FindAsync(reference, cancellation) is not { } listed
            || rules.Service(listed.Service)?.Department != department
            || await store.FindAsync(listed.Service, listed.Person, cancellation) is not { } appointment
            || appointment.Reference != reference)
        {
            return new Refusal("booking-not-found", "code");
        }

        var claim = appointment.Claim;
        var standing = appointment.Cancelled ? Standing.None : await book.StandingAsync(claim, now, cancellation);
        return standing.Seats is [{ State: SeatState.Booked }, ..]
            ? new Refusal("booked-elsewhere", "code", new Dictionary<string, string>
            {
                ["office"] = claim.Session.Office,
                ["date"] = claim.Session.Date.ToString("O", CultureInfo.InvariantCulture),
                ["time"] = AppointmentView.Clock(claim.Time),
            })
            : new Refusal("appointment-ended", "code");
    }
}

/// <summary>Somebody who came.</summary>
/// <param name="Already">Whether another call had noted it before.</param>
/// <param name="MinutesLate">How long after the appointed time they came; negative when before it; null when the rules have the session no more.</param>
public sealed record ArrivalView(BookingView Booking, bool Already, int? MinutesLate)
{
    internal static ArrivalView Of(OfficeBooking booking, Seat seat, string call) => new(
        BookingView.Of(booking, seat),
        seat.VisitCall != call,
        booking.Session.Plan is { } plan && seat.VisitAt is { } at ? (int)Math.Floor((at - plan.BeginningOf(seat.Slot)).TotalMinutes) : null);
}
