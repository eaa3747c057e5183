namespace EGov.Functions.Features.Audit;

/// <summary>Takes note of every read and change of personal data, by anyone, before it happens (decision 16).</summary>
public interface IAuditTrail
{
    /// <summary>
    /// Ends when the entry is durably on its way to the chain: whoever waits for it before touching the data leaves no touch without an entry.
    /// An entry may stand twice in the end, never nowhere.
    /// </summary>
    /// <exception cref="Exception">It was not taken: then nothing may be read or changed.</exception>
    Task RecordAsync(AuditEntry entry, CancellationToken cancellation);
}
