using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Retention;

/// <summary>
/// Where certificates of destruction are kept for good, one for a reference. It is written before the key goes, so that no key goes without one: a certificate
/// counts when its case says that it is shredded, or its appointment is gone.
/// </summary>
public interface ICertificateStore
{
    /// <summary>In place of one that was written before the process died.</summary>
    Task PutAsync(SealedCertificate certificate, CancellationToken cancellation);

    Task<SealedCertificate?> FindAsync(Reference reference, CancellationToken cancellation);
}

/// <summary>What was destroyed, when, and by which rule.</summary>
/// <param name="Rule">Of infra/retention.json.</param>
/// <param name="CountedFrom">The day of the event that the rule counts from.</param>
/// <param name="Keys">The fingerprints of the wrapped keys: SHA-256, in hexadecimal.</param>
/// <param name="Files">SHA-256 of the names that the files had in the vault.</param>
public sealed record DestructionCertificate(
    Reference Reference,
    string DataClass,
    string Rule,
    int Days,
    string From,
    DateOnly CountedFrom,
    DateOnly DueOn,
    DateTimeOffset DestroyedAt,
    IReadOnlyList<string> Keys,
    IReadOnlyList<string> Files);

/// <summary>A certificate, and a compact JWS (ES256) over its facts.</summary>
public sealed record SealedCertificate(DestructionCertificate Facts, string Seal);
