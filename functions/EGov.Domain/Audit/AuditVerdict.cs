namespace EGov.Domain.Audit;

/// <summary>What came of a verification.</summary>
/// <param name="Broken">The first place at which the trail is not what was written; null when it is.</param>
/// <param name="SealedUntil">The hour before which everything is attested; null when nothing is yet.</param>
/// <param name="Unsealed">Lines that no seal attests yet: of these, the last may be gone without a sign.</param>
/// <param name="Late">Seals that attest more than their hour, because none was written for a while.</param>
public sealed record AuditVerdict(
    AuditBreak? Broken,
    int Blobs,
    int Seals,
    long Lines,
    long Entries,
    DateTimeOffset? SealedUntil,
    long Unsealed,
    IReadOnlyList<string> Late);

/// <summary>A place at which the trail is not what was written.</summary>
/// <param name="Line">Counted from one; null when it is the blob as a whole.</param>
public sealed record AuditBreak(string Blob, long? Line, string What)
{
    public override string ToString() => Line is { } line ? $"{Blob}, line {line}: {What}" : $"{Blob}: {What}";
}
