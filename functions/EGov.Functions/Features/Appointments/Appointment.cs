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
    string Version = "");

/// <summary>Seats taken by one call.</summary>
public sealed record Claim(string Id, SessionKey Session, int Slot, TimeOnly Time);

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
}
