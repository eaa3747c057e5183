using EGov.Functions.Events;

namespace EGov.Functions.Features.Appointments;

internal static class AppointmentEvents
{
    /// <summary>The event that an appointment's present state is the outcome of: always the same for the same state, so that a repetition is known as one.</summary>
    public static CloudEvent<AppointmentEvent> Of(Appointment appointment, DateTimeOffset at) => Of(
        new AppointmentEvent(
            appointment.Cancelled ? AppointmentEventKind.AppointmentCancelled
                : appointment.Sequence == 0 ? AppointmentEventKind.AppointmentBooked
                : AppointmentEventKind.AppointmentChanged,
            appointment.Service,
            appointment.Person,
            appointment.Reference,
            appointment.Sequence,
            appointment.Account,
            appointment.IsContactable,
            (appointment.Cancelled ? appointment.Claim : appointment.Left) is { } left ? new FreedSeats(left.Session, left.Slot) : null),
        at);

    /// <summary>The event of a confirmation, of which the pass tells all.</summary>
    public static CloudEvent<AppointmentEvent> Booked(Pass pass, DateTimeOffset at) => Of(
        new AppointmentEvent(
            AppointmentEventKind.AppointmentBooked,
            pass.Service,
            pass.Person,
            Domain.Submissions.Reference.Parse(pass.Reference),
            pass.Sequence,
            pass.Account,
            pass.Contactable),
        at);

    /// <summary>The event of an offer: the same for the same seats, another for others.</summary>
    public static CloudEvent<AppointmentEvent> Offered(Appointment appointment, Offer offer, DateTimeOffset at) =>
        Of(Told(AppointmentEventKind.AppointmentOffered, appointment), at, $"-{offer.Claim.Id}");

    /// <summary>The event of a closure for which no other seat was found.</summary>
    public static CloudEvent<AppointmentEvent> Closed(Appointment appointment, string closure, DateTimeOffset at) =>
        Of(Told(AppointmentEventKind.AppointmentClosed, appointment), at, $"-{closure}");

    /// <param name="occasion">Tells two events apart that leave the sequence as it is, such as two offers.</param>
    public static CloudEvent<AppointmentEvent> Of(AppointmentEvent happened, DateTimeOffset at, string occasion = "") => new(
        $"{happened.Reference.Value}-{happened.Sequence}-{happened.Kind}{occasion}",
        "/appointments",
        happened.Kind.ToString(),
        happened.Reference.ToString(),
        at,
        happened);

    /// <summary>Something that the appointment itself did not change by.</summary>
    private static AppointmentEvent Told(AppointmentEventKind kind, Appointment appointment) => new(
        kind, appointment.Service, appointment.Person, appointment.Reference, appointment.Sequence, appointment.Account, appointment.IsContactable);
}
