using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Events;
using EGov.Functions.Features.Notifications;
using EGov.Functions.Hosting.Telemetry;

namespace EGov.Functions.Features.Appointments.TellPerson;

/// <summary>
/// Writes what stands now, in the person's language: what an event told and is no more so is told by a later one. The letter is called after
/// the event, which the bus lets through once in an hour; a mailer may drop a repetition by it.
/// </summary>
public sealed class TellPersonHandler(
    IRuleLibrary library,
    IAppointmentStore store,
    ISessionBook book,
    IClosureStore closures,
    Passes passes,
    Letters letters,
    PortalAddress portal,
    IMailer mailer,
    Timeliness timeliness,
    TimeProvider time)
{
    public async Task HandleAsync(CloudEvent<AppointmentEvent> happened, CancellationToken cancellation)
    {
        var told = happened.Data;
        if (told.Contactable
            && await store.FindAsync(told.Service, told.Person, cancellation) is { Details.Email: { } address } appointment
            && appointment.Reference == told.Reference
            && appointment.Sequence == told.Sequence
            && await WriteAsync(happened, appointment, cancellation) is { } letter)
        {
            await mailer.SendAsync(new Mail(happened.Id, address, letter.Subject, letter.Text), cancellation);
            timeliness.Told(happened.Time);
        }
    }

    /// <summary>Null when there is nothing to say any more.</summary>
    private async Task<Letter?> WriteAsync(CloudEvent<AppointmentEvent> happened, Appointment appointment, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var open = appointment.Offer is { } one && one.IsOpen(now) && !appointment.Cancelled ? one : null;
        switch (happened.Data.Kind)
        {
            case AppointmentEventKind.AppointmentOffered:
                return open is null || AppointmentEvents.Offered(appointment, open, now).Id != happened.Id ? null
                    : open.Reason is OfferReason.EarlierSeat ? Of(LetterKind.OfferedEarlierSeat, appointment, open, null)
                    : Of(LetterKind.OfferedOfficeClosed, appointment, open, await ClosureAsync(appointment, open.Origin, cancellation));
            case AppointmentEventKind.AppointmentClosed:
                var closure = await ClosingAsync(appointment, cancellation);
                return open is not null || closure is null ? null : Of(LetterKind.Closed, appointment, null, closure);
            default:
                return Of(
                    happened.Data.Kind switch
                    {
                        AppointmentEventKind.AppointmentCancelled => LetterKind.Cancelled,
                        AppointmentEventKind.AppointmentChanged => LetterKind.Changed,
                        _ => LetterKind.Booked,
                    },
                    appointment,
                    null,
                    null);
        }
    }

    private Letter Of(LetterKind kind, Appointment appointment, Offer? offer, Closure? closure)
    {
        var language = appointment.Details.Language;
        var rules = library.Current;
        var office = rules.Office((offer?.Claim ?? appointment.Claim).Session.Office);
        return letters.Write(kind, language, new Dictionary<string, string>
        {
            ["service"] = rules.Service(appointment.Service)?.Name.In(language) ?? appointment.Service,
            ["time"] = When(offer?.Claim ?? appointment.Claim, language),
            ["office"] = office?.Name.In(language) ?? (offer?.Claim ?? appointment.Claim).Session.Office,
            ["address"] = office?.Address.In(language) ?? string.Empty,
            ["reference"] = appointment.Reference.ToString(),
            ["before"] = offer is null ? string.Empty : When(appointment.Claim, language),
            ["until"] = offer is null ? string.Empty : LetterDates.Of(offer.Until, language),
            ["reason"] = closure is null ? string.Empty : letters.Reason(closure.Reason, language),
            ["note"] = closure?.Note?.In(language) ?? string.Empty,
            ["link"] = portal.OfAppointment(language, offer is null ? null : passes.Of(appointment, offer.Until)),
        });
    }

    private static string When(Claim claim, Language language) => LetterDates.Of(HongKong.At(claim.Session.Date, claim.Time), language);

    /// <summary>The closure that closes the booked seats.</summary>
    private async Task<Closure?> ClosingAsync(Appointment appointment, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var closing = await book.DecideAsync(
            appointment.Claim.Session,
            session => new Decision<string?>(
                null, session.Closed.FirstOrDefault(closed => session.Of(appointment.Claim.Id, now).Any(seat => closed.Covers(seat.Slot)))?.Closure, OnFresh: true),
            cancellation);
        return closing is null ? null : await ClosureAsync(appointment, closing, cancellation);
    }

    private async Task<Closure?> ClosureAsync(Appointment appointment, string closure, CancellationToken cancellation) =>
        library.Current.Service(appointment.Service) is { } service ? (await closures.FindAsync(service.Department, closure, cancellation))?.Closure : null;
}
