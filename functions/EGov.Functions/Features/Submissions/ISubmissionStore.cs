using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Submissions;

/// <summary>Where submissions are kept, one row each: the case, its history (which is the outbox) and the sealed contents.</summary>
public interface ISubmissionStore
{
    /// <summary>One write accepts: an insert-if-absent, or with a quota one transaction that also counts.</summary>
    /// <param name="quota">The most submissions of this form; null when there is no such limit.</param>
    Task<Acceptance> AddAsync(NewSubmission submission, int? quota, CancellationToken cancellation);

    Task<StoredCase?> FindAsync(Reference reference, CancellationToken cancellation);

    /// <summary>The case together with what was submitted; without it when that was deleted.</summary>
    Task<(StoredCase Case, SubmissionContents? Contents)?> OpenAsync(Reference reference, CancellationToken cancellation);

    /// <summary>False when the case was changed meanwhile.</summary>
    Task<bool> ReplaceAsync(StoredCase changed, CancellationToken cancellation);

    /// <summary>
    /// Leaves of a row what a shredded case is, in one write: its key, the contents and the dialogue are gone with it. False when the case was changed meanwhile.
    /// </summary>
    Task<bool> ShredAsync(StoredCase shredded, CancellationToken cancellation);
}

/// <summary>A case as it stands in the store.</summary>
/// <param name="Version">The ETag.</param>
public sealed record StoredCase(Case Case, string Version)
{
    /// <summary>The wrapped data key that seals the case's texts; empty when it was destroyed.</summary>
    public required IReadOnlyList<byte> WrappedKey { get; init; }
}

/// <summary>A submission about to be accepted.</summary>
public sealed record NewSubmission(Case Case, SubmissionContents Contents);

/// <summary>What came of an attempt to add.</summary>
public abstract record Acceptance
{
    private Acceptance()
    {
    }

    public sealed record Accepted : Acceptance;

    /// <summary>The key is taken: by this very call repeated, or by another one.</summary>
    public sealed record AlreadyThere(StoredCase Existing) : Acceptance;

    public sealed record QuotaFull : Acceptance;

    /// <summary>So many send this form at this moment that it could not be counted: nothing was written.</summary>
    public sealed record Busy : Acceptance;
}
