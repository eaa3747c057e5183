namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Publications of rules, each kept for good. All departments share one sequence of numbers, and a number is given once: whoever publishes
/// has seen everything before it, so what holds between departments is decided by the same write.
/// </summary>
public interface IRuleStore
{
    /// <summary>The publications that count now and are newer than a number, and the last number; null when nothing is newer.</summary>
    Task<RuleNews?> NewsAsync(int after, CancellationToken cancellation);

    /// <summary>False when that number was given already.</summary>
    Task<bool> AddAsync(RulePublication publication, CancellationToken cancellation);

    /// <summary>A department's publications, the newest first, a hundred at most.</summary>
    Task<IReadOnlyList<RuleVersion>> ListAsync(string department, CancellationToken cancellation);

    Task<RulePublication?> FindAsync(int number, CancellationToken cancellation);
}

/// <summary>A publication of one department's rules.</summary>
/// <param name="Documents">Those that the department has changed, then or before.</param>
/// <param name="Changed">The names of the documents that say something else than before.</param>
/// <param name="Counting">The number that counts from then on, by department.</param>
/// <param name="By">Who published: the pseudonym under which a caller is known here, or a function's name.</param>
public sealed record RulePublication(
    int Number,
    string Department,
    RuleDocumentSet Documents,
    IReadOnlyList<string> Changed,
    IReadOnlyDictionary<string, int> Counting,
    string By,
    DateTimeOffset At);

/// <summary>What is new since a number.</summary>
public sealed record RuleNews(int Last, IReadOnlyList<RulePublication> Publications);

/// <summary>A publication without its documents.</summary>
public sealed record RuleVersion(int Version, DateTimeOffset At, string By, IReadOnlyList<string> Changed);
