using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Submissions;

/// <summary>Who has opened what a person sent. Written before anything is decrypted, shown to the person.</summary>
public interface IAccessLog
{
    Task AddAsync(Reference reference, string actor, Access access, CancellationToken cancellation);

    /// <summary>Newest first, at most a hundred.</summary>
    Task<IReadOnlyList<Access>> ListAsync(Reference reference, CancellationToken cancellation);
}

/// <summary>One opening of what a person sent.</summary>
/// <param name="What">The attachment that was opened, or null for the answers.</param>
public sealed record Access(DateTimeOffset At, string Department, string? What);
