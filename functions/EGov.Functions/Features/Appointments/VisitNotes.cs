using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Appointments;

/// <summary>Notes in the session whether people came.</summary>
public sealed class VisitNotes(ISessionBook book, People people, TimeProvider time)
{
    /// <summary>Names a call, so that its repetition is known as one.</summary>
    public string Call(Caller caller, string idempotencyKey) => people.Claim(caller.Person, $"visit {idempotencyKey}");

    /// <param name="objection">Why it may not be noted on what stands there now; null when it may.</param>
    /// <returns>The seat of the first of the party, as it is then.</returns>
    public Task<Outcome<Seat>> NoteAsync(
        OfficeBooking booking,
        Visit visit,
        string call,
        Func<Seat, Refusal?> objection,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var claim = booking.First.Claim;
        return book.DecideAsync(
            booking.Session.Key,
            session =>
            {
                var own = session.Of(claim, now);
                var noted = own.IsEmpty ? new Refusal("appointment-ended")
                    : objection(own[0]) is { } objected ? objected
                    : session.Note(claim, visit, call, now);
                return noted.Refused is { } refusal
                    ? new Decision<Outcome<Seat>>(null, refusal, OnFresh: true)
                    : new Decision<Outcome<Seat>>(noted.Value, noted.Value.Of(claim, now).MinBy(seat => seat.Slot)!);
            },
            cancellation);
    }
}
