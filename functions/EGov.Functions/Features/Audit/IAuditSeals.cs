using EGov.Domain.Audit;

namespace EGov.Functions.Features.Audit;

/// <summary>The seals of the chains' blobs, and what there is to seal.</summary>
public interface IAuditSeals
{
    /// <summary>The text of the last seal; null before the first.</summary>
    Task<string?> LastAsync(CancellationToken cancellation);

    /// <summary>The blobs that were begun in those hours, as they stand, in the order of their names.</summary>
    /// <param name="since">From which hour on; null from the very first blobs on.</param>
    /// <exception cref="InvalidDataException">One of them is not what the application writes.</exception>
    Task<IReadOnlyList<SealedBlob>> ReadAsync(DateTimeOffset? since, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Keeps a seal, unless one of that hour is there.</summary>
    Task AddAsync(DateTimeOffset until, string text, CancellationToken cancellation);
}
