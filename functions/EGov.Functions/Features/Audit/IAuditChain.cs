namespace EGov.Functions.Features.Audit;

/// <summary>The chains in which every entry stands for good.</summary>
public interface IAuditChain
{
    /// <summary>Writes them behind what stands there, all or none. Whoever is not told that they stand writes them again: they may stand twice.</summary>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation);

    /// <summary>Ends every blob that was begun before the present hour: nothing is ever written to one of those again, nor is another begun.</summary>
    Task EndFinishedAsync(CancellationToken cancellation);
}
