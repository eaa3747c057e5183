using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>Keeps closures.</summary>
public interface IClosureStore
{
    Task<StoredClosure?> FindAsync(string department, string closureId, CancellationToken cancellation);

    /// <summary>False when it is there already.</summary>
    Task<bool> AddAsync(StoredClosure closure, CancellationToken cancellation);

    /// <summary>False when it was changed meanwhile.</summary>
    Task<bool> ReplaceAsync(StoredClosure changed, CancellationToken cancellation);

    /// <summary>A department's closures that were over after an instant or are not over yet.</summary>
    Task<IReadOnlyList<Closure>> ListAsync(string department, DateTimeOffset since, CancellationToken cancellation);
}

/// <summary>A closure as it is kept.</summary>
/// <param name="CallHash">A hash of what the call sent that declared it.</param>
/// <param name="Version">The store's ETag; empty when it was never stored.</param>
public sealed record StoredClosure(Closure Closure, string CallHash, string Version = "");
