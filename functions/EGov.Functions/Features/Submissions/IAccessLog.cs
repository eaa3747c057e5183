using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;

namespace EGov.Functions.Features.Submissions;

/// <summary>Who of a department has opened what a person sent. Written before anything is decrypted, shown to the person.</summary>
public interface IAccessLog
{
    /// <param name="person">Under whom the case or the appointment stands: the applicant, or the keyed hash of service and document.</param>
    Task AddAsync(string person, Reference reference, string actor, Access access, CancellationToken cancellation);

    /// <summary>Those of one case or appointment: newest first, at most a hundred.</summary>
    Task<IReadOnlyList<Access>> ListAsync(string person, Reference reference, CancellationToken cancellation);

    /// <summary>Those of everything that stands under somebody: newest first.</summary>
    Task<IReadOnlyList<PersonAccess>> ListAllAsync(string person, CancellationToken cancellation);
}

/// <summary>One opening of what a person sent.</summary>
/// <param name="What">The attachment that was opened, or null for the answers.</param>
public sealed record Access(DateTimeOffset At, string Department, string? What, AuditPurpose Purpose)
{
    /// <summary>The purpose as the person reads it.</summary>
    public Text Why => Purposes.Say(Purpose);
}

/// <summary>An opening, and of which case or appointment.</summary>
public sealed record PersonAccess(Reference Reference, Access Access);
