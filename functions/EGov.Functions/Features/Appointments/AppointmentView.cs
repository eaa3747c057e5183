using EGov.Domain.Appointments;
using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Appointments;

/// <summary>How an appointment stands.</summary>
public enum AppointmentStatus
{
    Held,
    Booked,
    Cancelled,
    Lapsed,
}

/// <summary>An appointment as its owner sees it. Times are Hong Kong's.</summary>
public sealed record AppointmentView(
    string Reference,
    AppointmentStatus Status,
    string Service,
    string Class,
    string Office,
    DateOnly Date,
    string Time,
    IReadOnlyList<SeatView> Seats,
    int Party,
    DateTimeOffset? HeldUntil,
    int Sequence)
{
    /// <param name="seats">The seats that its claim has now.</param>
    public static AppointmentView Of(Appointment appointment, IReadOnlyList<Seat> seats, SessionPlan? plan) => Of(
        appointment.Reference, appointment.Service, appointment.Class, appointment.Claim, appointment.Party, appointment.Sequence,
        appointment.Cancelled, seats, plan);

    /// <summary>As the pass says it stands, and the seats.</summary>
    public static AppointmentView Of(Pass pass, IReadOnlyList<Seat> seats, SessionPlan? plan) => Of(
        EGov.Domain.Submissions.Reference.Parse(pass.Reference), pass.Service, pass.Class, pass.Claim, pass.Party, pass.Sequence, false, seats, plan);

    private static AppointmentView Of(
        Reference reference,
        string service,
        string @class,
        Claim claim,
        int party,
        int sequence,
        bool cancelled,
        IReadOnlyList<Seat> seats,
        SessionPlan? plan)
    {
        var status = cancelled ? AppointmentStatus.Cancelled
            : seats.Count == 0 ? AppointmentStatus.Lapsed
            : seats[0].State is SeatState.Booked ? AppointmentStatus.Booked
            : AppointmentStatus.Held;
        return new(
            reference.ToString(),
            status,
            service,
            @class,
            claim.Session.Office,
            claim.Session.Date,
            Clock(claim.Time),
            [.. seats.Select(seat => new SeatView(Clock(plan?.TimeOf(seat.Slot) ?? claim.Time)))],
            party,
            status is AppointmentStatus.Held ? seats[0].Until : null,
            sequence);
    }

    /// <summary>Changes with every change of the appointment.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ETag => $"\"{Sequence}-{Status}\"";

    internal static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>When one of the party is served.</summary>
public sealed record SeatView(string Time);
