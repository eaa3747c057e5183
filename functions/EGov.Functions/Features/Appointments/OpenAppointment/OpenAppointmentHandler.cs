using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Appointments.OpenAppointment;

/// <summary>Shows an officer what they need to know of the person before them. Whoever has no appointment left no details.</summary>
public sealed class OpenAppointmentHandler(
    IRuleLibrary library,
    OfficeDays days,
    IAccessLog accesses,
    IAppointmentStore store,
    ICertificateStore certificates,
    TimeProvider time)
{
    public async Task<Outcome<OpenedBookingView>> HandleAsync(
        Caller caller,
        string department,
        string typedReference,
        string? office,
        string? date,
        CancellationToken cancellation)
    {
        var rules = library.Current;
        if (OfficeDays.Own(caller, rules, department, office) is not { } own || !Reference.TryParse(typedReference, out var reference))
        {
            return new Refusal("not-found");
        }

        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Refusal("date-invalid", "date");
        }

        // The session tells whose it is without opening anything: the note comes before the look.
        var sessions = await days.ReadAsync(rules, own, day, cancellation);
        if (sessions.Select(session => session.Find(reference)).FirstOrDefault(found => found is not null) is not { } booking)
        {
            return new Refusal("not-found");
        }

        if (booking.First.Owner.IsWalkIn)
        {
            return OpenedBookingView.Of(booking, null);
        }

        if (day < HongKong.DateOf(time.GetUtcNow()) && await certificates.FindAsync(reference, cancellation) is { Facts: var gone })
        {
            // Nothing is there to be looked at, so there is no look to note.
            return new CaseShredding(gone.DestroyedAt, gone.Rule).Refusal();
        }

        var access = new Access(time.GetUtcNow(), department, null, AuditPurpose.ServeAtOffice);
        await accesses.AddAsync(booking.First.Owner.Person, reference, caller.Person, access, cancellation);
        return await store.FindAsync(booking.Session.Key.Service, booking.First.Owner.Person, cancellation) is { } appointment && appointment.Reference == reference
            ? OpenedBookingView.Of(booking, appointment.Details)
            : new Refusal("not-found");
    }
}

/// <summary>A booking with what an officer needs to know of its person.</summary>
/// <param name="Details">Null of somebody who came without an appointment.</param>
public sealed record OpenedBookingView(BookingView Booking, OpenedDetails? Details)
{
    internal static OpenedBookingView Of(OfficeBooking booking, AppointmentDetails? details) =>
        new(BookingView.Of(booking), details is null ? null : OpenedDetails.Of(details));
}

/// <summary>The person's details: enough to know that it is them, not enough to be them.</summary>
/// <param name="DocumentNumber">Its first characters; the rest is masked.</param>
public sealed record OpenedDetails(
    string DocumentType,
    string DocumentNumber,
    DateOnly DateOfBirth,
    string? Email,
    string? Phone,
    Language Language,
    DateOnly? LimitOfStay,
    DateOnly? TerminatedOn)
{
    internal static OpenedDetails Of(AppointmentDetails details) => new(
        details.DocumentType,
        PersonDocument.Masked(details.DocumentType, details.DocumentNumber),
        details.DateOfBirth,
        details.Email,
        details.Phone,
        details.Language,
        details.Stay.Limit,
        details.Stay.TerminatedOn);
}
