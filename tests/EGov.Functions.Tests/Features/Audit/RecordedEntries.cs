using EGov.Functions.Features.Audit;

namespace EGov.Functions.Tests.Features.Audit;

/// <summary>A trail that keeps what it is told in memory.</summary>
internal sealed class RecordedEntries : IAuditTrail
{
    private readonly List<AuditEntry> _entries = [];

    public IReadOnlyList<AuditEntry> All => _entries;

    public AuditEntry Last => _entries[^1];

    /// <summary>What happens in place of a recording.</summary>
    public Exception? Failure { get; set; }

    public Task RecordAsync(AuditEntry entry, CancellationToken cancellation)
    {
        if (Failure is not null)
        {
            return Task.FromException(Failure);
        }

        lock (_entries)
        {
            _entries.Add(entry);
        }

        return Task.CompletedTask;
    }
}
