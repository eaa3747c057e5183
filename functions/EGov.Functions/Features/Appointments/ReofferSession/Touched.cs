using System.Security.Cryptography;
using System.Text;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.ReofferSession;

/// <summary>Whose seats a closure covers.</summary>
/// <param name="Booked">Else they are held: an offer, or somebody who is just booking.</param>
internal sealed record Touched(SeatOwner Owner, bool Booked)
{
    /// <summary>Those who did not come already, in fair order: the earliest seats first, within a slot by lot. Seats of other channels have no person to ask.</summary>
    public static IReadOnlyList<Touched> In(SessionSeats session, string closure, DateTimeOffset now) =>
    [
        .. from seat in session.Seats
           where session.Closed.Any(closed => closed.Closure == closure && closed.Covers(seat.Slot))
               && (seat.State is SeatState.Held or SeatState.Booked) && seat.IsTaken(now) && seat.Visit is not Visit.Arrived && seat.Owner.Person.Length > 0
           group seat by seat.Owner into claim
           orderby claim.Min(seat => seat.Slot), Lot(closure, claim.Key.Claim)
           select new Touched(claim.Key, claim.All(seat => seat.State is SeatState.Booked)),
    ];

    private static ulong Lot(string closure, string claim) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{closure} {claim}")));
}
