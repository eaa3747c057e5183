using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Appointments.NoteNoShow;

/// <summary>Who did not come.</summary>
public sealed record NoteNoShowCommand(string? Office, DateOnly? Date, string? Reference);

/// <summary>Notes that somebody did not come: only when their slot is over, and not of somebody who was checked in.</summary>
public sealed class NoteNoShowHandler(IRuleLibrary library, OfficeDays days, VisitNotes notes, IAuditTrail trail, TimeProvider time)
{
    public async Task<Outcome<BookingView>> HandleAsync(
        Caller caller,
        string department,
        string idempotencyKey,
        NoteNoShowCommand command,
        CancellationToken cancellation)
    {
        var rules = library.Current;
        if (!caller.MayManageAppointments(department))
        {
            return new Refusal("not-found");
        }

        if (OfficeDays.Own(caller, rules, department, command.Office) is not { } office)
        {
            return new Refusal("office-unknown", "office");
        }

        if (!Reference.TryParse(command.Reference, out var reference))
        {
            return new Refusal("reference-invalid", "reference");
        }

        if (command.Date is not { } date)
        {
            return new Refusal("date-invalid", "date");
        }

        var now = time.GetUtcNow();
        await trail.RecordAsync(
            AuditActor.Of(caller).Entry(now, AuditAction.Change, reference.ToString(), AuditPurpose.ServeAtOffice, "NoteNoShow"),
            cancellation);
        var sessions = await days.ReadAsync(rules, office, date, cancellation);
        if (sessions.Select(session => session.Find(reference)).FirstOrDefault(found => found is not null) is not { } booking)
        {
            return new Refusal("booking-not-found", "reference");
        }

        var plan = booking.Session.Plan;
        if (plan is null ? date >= HongKong.DateOf(now) : plan.EndOf(booking.First.Slot) > now)
        {
            return new Refusal("slot-not-over", "reference");
        }

        var noted = await notes.NoteAsync(
            booking,
            Visit.Missed,
            notes.Call(caller, idempotencyKey),
            seat => seat.Visit is Visit.Arrived ? new Refusal("already-arrived", "reference") : null,
            cancellation);
        return noted.Refused is { } refusal ? refusal : BookingView.Of(booking, noted.Value);
    }
}
