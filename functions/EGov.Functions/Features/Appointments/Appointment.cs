using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// The one appointment that a document has for a service. It says which claim counts; whether that claim has its seats, the session alone
/// says. So a hold that lapsed, or a claim that a dead process left behind, needs nobody to clear it away.
/// </summary>
/// <param name="Person">A keyed hash of the service and the document.</param>
/// <param name="Claim">Names the call whose seats count.</param>
/// <param name="CallHash">A keyed hash of what the call sent.</param>
/// <param name="Sequence">0, and one more with every change: what a calendar and an ETag go by (RFC 5545 3.8.7.4).</param>
/// <param name="Left">The claim that the last change gave up, which is released after it.</param>
/// <param name="Account">The person key of whoever was signed in when it was made: it is in their list; null without an account.</param>
/// <param name="Offer">Seats that are held for the person, to be taken in place of those they have.</param>
/// <param name="Watch">Whether and how the person watches for an earlier seat.</param>
/// <param name="Version">The store's ETag; empty when it was never stored.</param>
public sealed record Appointment(
    string Service,
    string Person,
    Reference Reference,
    string Class,
    int Party,
    Claim Claim,
    string CallHash,
    DateTimeOffset HeldUntil,
    bool Cancelled,
    int Sequence,
    Claim? Left,
    Proof Proof,
    AppointmentDetails Details,
    string? Account = null,
    Offer? Offer = null,
    Watch? Watch = null,
    string Version = "")
{
    /// <summary>Names the key that seals its details in the store; empty when it was never stored.</summary>
    public string KeyFingerprint { get; init; } = "";

    /// <summary>When it begins.</summary>
    public DateTimeOffset Begins => HongKong.At(Claim.Session.Date, Claim.Time);

    /// <summary>The wish for an earlier seat, while there is something that a seat can be earlier than; whose office closed may wait for another one for a month.</summary>
    public Watch? Watching(DateTimeOffset now) =>
        !Cancelled && Watch is { } watch && now < Begins.AddDays(watch.AnyTime ? 31 : 0) ? watch : null;

    /// <summary>The appointment with other seats in place of those it has. What was offered and watched for ends with it where it is fulfilled.</summary>
    public Appointment MovedTo(Claim claim) =>
        this with { Claim = claim, Left = Claim, Offer = null, Watch = Watch?.After(claim), Sequence = Sequence + 1 };

    /// <summary>The seats' owner, as the session knows it.</summary>
    public SeatOwner OwnerOf(Claim claim) => new(claim.Id, Person, Reference.Value, Class);

    /// <summary>Whether there is an address that notices can go to.</summary>
    public bool IsContactable => Details.Email is not null || Details.Phone is not null;
}

/// <summary>Seats taken by one call.</summary>
public sealed record Claim(string Id, SessionKey Session, int Slot, TimeOnly Time);

/// <summary>Other seats, held for a person who did not ask for them at this moment. One that has lapsed stays, so that its origin offers nothing twice.</summary>
/// <param name="Until">After it the hold has lapsed by the clock, and the offer is nothing any more. Of one that was refused, when that was.</param>
/// <param name="Origin">What it comes of: the closure, or the seats that were given back.</param>
public sealed record Offer(Claim Claim, DateTimeOffset Until, OfferReason Reason, string Origin = "")
{
    public bool IsOpen(DateTimeOffset now) => Until > now;
}

/// <summary>Why seats are offered.</summary>
public enum OfferReason
{
    /// <summary>The office closes at the time that was booked.</summary>
    OfficeClosed,

    /// <summary>An earlier seat was given back, and the person watches for one.</summary>
    EarlierSeat,
}

/// <summary>What a person without an account proves themselves with, as keyed hashes, and how often somebody failed to.</summary>
public sealed record Proof(string Code, string Birth, int WrongTries, DateTimeOffset? LockedUntil);

/// <summary>Personal data: sealed wherever it lies.</summary>
public sealed record AppointmentDetails(string DocumentType, string DocumentNumber, DateOnly DateOfBirth, string? Email, string? Phone, Language Language, Stay Stay);

/// <summary>Appointments by service and person.</summary>
public interface IAppointmentStore
{
    Task<Appointment?> FindAsync(string service, string person, CancellationToken cancellation);

    /// <summary>False when the person has a row already.</summary>
    Task<bool> AddAsync(Appointment appointment, CancellationToken cancellation);

    /// <summary>False when it was changed meanwhile.</summary>
    Task<bool> ReplaceAsync(Appointment changed, CancellationToken cancellation);

    /// <summary>Deletes it with the key that its details are sealed with. False when it was changed meanwhile; true when it is gone.</summary>
    Task<bool> DeleteAsync(Appointment ended, CancellationToken cancellation);
}
