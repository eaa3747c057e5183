using System.Net;
using EGov.Testing;

namespace EGov.Benchmarks;

/// <summary>Bookings as a person makes them: a hold, then its confirmation.</summary>
internal static class Bookings
{
    /// <returns>The reference.</returns>
    /// <exception cref="InvalidOperationException">A step was refused: then there is nothing to measure.</exception>
    public static async Task<string> BookAsync(this AppointmentsApi appointments, FreeSlot seat, CancellationToken cancellation) =>
        await appointments.ConfirmedAsync(
            Must(HttpStatusCode.Created, await appointments.HoldAsync(Somebody(seat.Class), seat.Slot, Guid.NewGuid().ToString("N"), cancellation)), cancellation);

    /// <inheritdoc cref="BookAsync"/>
    public static async Task<string> ConfirmedAsync(this AppointmentsApi appointments, AppointmentAnswer held, CancellationToken cancellation)
    {
        var reference = held.Text("reference")!;
        Must(HttpStatusCode.OK, await appointments.ConfirmAsync(reference, held.Text("pass")!, Guid.NewGuid().ToString("N"), cancellation));
        return reference;
    }

    /// <summary>A person who was not there before.</summary>
    public static Applicant Somebody(string @class) => new(Guid.NewGuid().ToString("N")[..16].ToUpperInvariant(), @class);

    private static AppointmentAnswer Must(HttpStatusCode status, AppointmentAnswer answer) => answer.Status == status
        ? answer
        : throw new InvalidOperationException($"A booking was refused: {(int)answer.Status} {answer.Body}");
}
