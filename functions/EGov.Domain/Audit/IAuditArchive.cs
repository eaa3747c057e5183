namespace EGov.Domain.Audit;

/// <summary>A copy of the audit trail, wherever it is kept.</summary>
public interface IAuditArchive
{
    /// <summary>Every blob there is, by name.</summary>
    Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellation);

    Task<Stream> OpenAsync(string name, CancellationToken cancellation);
}
