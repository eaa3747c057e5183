using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetOfficeDay;

/// <summary>What an office has before it on a day, over all its services: seats, and who is expected by reference alone.</summary>
public sealed class GetOfficeDayFunction(IRuleLibrary library, OfficeDays days, TimeProvider time)
{
    [Function("GetOfficeDay")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointments/offices/{office}/days/{date}")] HttpRequest request,
        string department,
        string office,
        string date,
        CancellationToken cancellation)
    {
        var rules = library.Current;
        if (OfficeDays.Own(request.Caller(), rules, department, office) is not { } own)
        {
            return request.Problem(new Refusal("not-found"));
        }

        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return request.Problem(new Refusal("date-invalid", "date"));
        }

        var now = time.GetUtcNow();
        var sessions = (await days.ReadAsync(rules, own, day, cancellation)).Select(session => OfficeSessionView.Of(session, now)).ToList();
        return request.Tagged(
            TaggedJson.Of(new OfficeDayView(now, own.Id, day, sessions), tagged: sessions),
            "private, max-age=0, must-revalidate");
    }
}

internal sealed record OfficeDayView(DateTimeOffset AsOf, string Office, DateOnly Date, IReadOnlyList<OfficeSessionView> Sessions);

/// <param name="Planned">Seats of each slot by the rules; <paramref name="Seats"/> is what counts.</param>
/// <param name="OtherChannels">Of the booked seats, those that the department's other channels gave out: none of them is in <paramref name="Bookings"/>.</param>
internal sealed record OfficeSessionView(
    string Service,
    string Session,
    ServiceHours? Hours,
    int? SlotMinutes,
    int? Planned,
    int? Seats,
    int Booked,
    int Held,
    int Resting,
    int OtherChannels,
    IReadOnlyList<OfficeSlotView> Slots,
    IReadOnlyList<BookingView> Bookings)
{
    public static OfficeSessionView Of(OfficeSession session, DateTimeOffset now)
    {
        var (plan, seats) = (session.Plan, session.SeatsOfSlot);
        var taken = session.Seats.Seats.Where(seat => seat.IsTaken(now)).ToList();
        return new(
            session.Key.Service,
            session.Key.Id,
            plan?.Hours,
            plan?.SlotMinutes,
            plan?.Counters,
            seats,
            Count(taken, SeatState.Booked),
            Count(taken, SeatState.Held),
            Count(taken, SeatState.Resting),
            taken.Count(EGov.Domain.Appointments.OtherChannels.IsTheirs),
            plan is null ? [] : [.. Enumerable.Range(0, plan.Slots).Select(slot => OfficeSlotView.Of(session, plan, [.. taken.Where(seat => seat.Slot == slot)], slot))],
            [.. session.Bookings().Select(BookingView.Of)]);
    }

    internal static int Count(IEnumerable<Seat> seats, SeatState state) => seats.Count(seat => seat.State == state);
}

internal sealed record OfficeSlotView(string Time, bool Closed, int Seats, int Booked, int Held, int Resting, int OtherChannels, int Arrived, int Missed)
{
    public static OfficeSlotView Of(OfficeSession session, SessionPlan plan, IReadOnlyList<Seat> taken, int slot) => new(
        AppointmentView.Clock(plan.TimeOf(slot)),
        session.Seats.IsClosed(slot),
        session.Seats.Quota ?? plan.Counters,
        OfficeSessionView.Count(taken, SeatState.Booked),
        OfficeSessionView.Count(taken, SeatState.Held),
        OfficeSessionView.Count(taken, SeatState.Resting),
        taken.Count(EGov.Domain.Appointments.OtherChannels.IsTheirs),
        taken.Count(seat => seat.Visit is Visit.Arrived),
        taken.Count(seat => seat.Visit is Visit.Missed));
}
