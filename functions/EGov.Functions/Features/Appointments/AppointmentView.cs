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

    /// <summary>Booked, but the office closes at that time: other seats are offered, or may be chosen.</summary>
    Closed,
}

/// <summary>An appointment as its owner sees it. Times are Hong Kong's.</summary>
public record AppointmentView(
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
    int Sequence,
    OfferView? Offer,
    WatchView? Watch)
{
    /// <param name="standing">The seats that its claim has now.</param>
    public static AppointmentView Of(Appointment appointment, Standing standing, SessionPlan? plan, DateTimeOffset now) => Of(
        appointment.Reference, appointment.Service, appointment.Class, appointment.Claim, appointment.Party, appointment.Sequence,
        appointment.Cancelled, standing, plan, appointment.Offer is { } offer && offer.IsOpen(now) && !appointment.Cancelled ? OfferView.Of(offer) : null,
        appointment.Watch is { } watch ? new WatchView(watch.Since, watch.Before, watch.Offices) : null);

    /// <summary>As the pass says it stands, and the seats.</summary>
    public static AppointmentView Of(Pass pass, IReadOnlyList<Seat> seats, SessionPlan? plan) => Of(
        EGov.Domain.Submissions.Reference.Parse(pass.Reference), pass.Service, pass.Class, pass.Claim, pass.Party, pass.Sequence, false, new Standing(seats, false), plan, null, null);

    private static AppointmentView Of(
        Reference reference,
        string service,
        string @class,
        Claim claim,
        int party,
        int sequence,
        bool cancelled,
        Standing standing,
        SessionPlan? plan,
        OfferView? offer,
        WatchView? watch)
    {
        var seats = standing.Seats;
        var status = cancelled ? AppointmentStatus.Cancelled
            : seats.Count == 0 ? AppointmentStatus.Lapsed
            : seats[0].State is not SeatState.Booked ? AppointmentStatus.Held
            : standing.Closed ? AppointmentStatus.Closed
            : AppointmentStatus.Booked;
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
            sequence,
            offer,
            watch);
    }

    /// <summary>Changes with every change of the appointment.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ETag => Offer is null ? $"\"{Sequence}-{Status}\"" : $"\"{Sequence}-{Status}-{Offer.OfferId}\"";

    internal static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The seats of a claim, and whether the office is closed at their time.</summary>
public sealed record Standing(IReadOnlyList<Seat> Seats, bool Closed)
{
    public static readonly Standing None = new([], false);

    public static Standing Of(SessionSeats session, string claim, DateTimeOffset now)
    {
        var seats = session.Of(claim, now);
        return new(seats, seats.Any(seat => session.IsClosed(seat.Slot)));
    }
}

/// <summary>Seats that are held for the person in place of those they have.</summary>
public sealed record OfferView(string OfferId, string Office, DateOnly Date, string Time, DateTimeOffset Until, OfferReason Reason)
{
    internal static OfferView Of(Offer offer) => new(
        offer.Claim.Id, offer.Claim.Session.Office, offer.Claim.Session.Date, AppointmentView.Clock(offer.Claim.Time), offer.Until, offer.Reason);
}

/// <summary>How the person watches for an earlier seat.</summary>
public sealed record WatchView(DateTimeOffset Since, DateOnly? Before, IReadOnlyList<string>? Offices);

/// <summary>When one of the party is served.</summary>
public sealed record SeatView(string Time);
