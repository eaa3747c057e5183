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

    /// <param name="occasion">Tells two events apart that leave the sequence as it is, such as two offers.</param>
    public static CloudEvent<AppointmentEvent> Of(AppointmentEvent happened, DateTimeOffset at, string occasion = "") => new(
        $"{happened.Reference.Value}-{happened.Sequence}-{happened.Kind}{occasion}",
        "/appointments",
        happened.Kind.ToString(),
        happened.Reference.ToString(),
        at,
        happened);
}
