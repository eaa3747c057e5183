using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Asks whoever takes seats of a date in its rush for their turn. A ticket is its owner's alone, because seats are held for a document and the
/// ticket names a hash of it; shown again it gains nothing, because a document has one appointment.
/// </summary>
public sealed class Turns(QueueTickets tickets, IWaitingRooms rooms)
{
    /// <summary>Why a person may not take seats of a date now; null when they may. In quiet times it costs nothing.</summary>
    public async Task<Refusal?> LackingAsync(
        RuleBook rules,
        ServiceRules service,
        DateOnly date,
        string person,
        string? ticket,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        // Before the release only what had been released earlier can be taken, by anybody as ever.
        if (rules.RushOf(service, date, now) is not { } rush || now < rush.ReleaseAt)
        {
            return null;
        }

        var shown = tickets.Read(ticket);
        if (shown.Refused is { } refusal)
        {
            return refusal;
        }

        if (shown.Value.Person != person || shown.Value.Service != rush.Service || shown.Value.ReleaseAt != rush.ReleaseAt)
        {
            return new Refusal("ticket-invalid");
        }

        var place = QueuePlace.Of(rush, await rooms.QueueAsync(rush, cancellation), shown.Value.Number, now);
        return place.Status is QueueStatus.Admitted ? null : NotYet(place, now);
    }

    private static Refusal NotYet(QueuePlace place, DateTimeOffset now) => new("not-your-turn", Values: new Dictionary<string, string>
    {
        ["place"] = (place.Place ?? place.People).ToString(CultureInfo.InvariantCulture),
        ["time"] = AppointmentView.Clock(HongKong.TimeOf(place.AdmittedAt ?? place.ClosesAt)),
        [Answers.RetryAfter] = Math.Max(1, (int)Math.Ceiling(((place.AdmittedAt ?? place.ClosesAt) - now).TotalSeconds)).ToString(CultureInfo.InvariantCulture),
    });
}
