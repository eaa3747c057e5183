using EGov.Domain.Appointments;
using EGov.Domain.Submissions;

namespace EGov.Functions.Events;

/// <summary>What can happen to an appointment.</summary>
public enum AppointmentEventKind
{
    AppointmentBooked,
    AppointmentChanged,
    AppointmentCancelled,

    /// <summary>Other seats are held for the person, to be taken with one click.</summary>
    AppointmentOffered,

    /// <summary>The office closes at its time, and no other seat was found.</summary>
    AppointmentClosed,
}

/// <summary>Something that happened to an appointment. Whoever needs more than references reads the appointment.</summary>
/// <param name="Person">The keyed hash of service and document.</param>
/// <param name="Account">The person key of whoever was signed in when it was made.</param>
/// <param name="Contactable">Whether there is an address that notices can go to.</param>
/// <param name="Freed">The seats that were given up by it, if any.</param>
public sealed record AppointmentEvent(
    AppointmentEventKind Kind,
    string Service,
    string Person,
    Reference Reference,
    int Sequence,
    string? Account,
    bool Contactable,
    FreedSeats? Freed = null);

/// <summary>Seats that were given back.</summary>
public sealed record FreedSeats(SessionKey Session, int Slot);
