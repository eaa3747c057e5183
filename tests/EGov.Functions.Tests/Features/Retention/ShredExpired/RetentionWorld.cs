using System.Runtime.CompilerServices;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Forms;

namespace EGov.Functions.Tests.Features.Retention.ShredExpired;

/// <summary>Cases, a calendar and certificates with their whole promise, in memory, where a process can die between any two effects.</summary>
internal sealed class RetentionWorld : ISubmissionStore, IRetentionCalendar, ICertificateStore
{
    private int _version = 1;

    public InMemory Files { get; } = new();

    public Dictionary<Reference, (StoredCase Case, SubmissionContents? Contents)> Rows { get; } = [];

    public HashSet<RetentionDue> Calendar { get; } = [];

    public Dictionary<Reference, SealedCertificate> Kept { get; } = [];

    /// <summary>References whose row cannot be read.</summary>
    public HashSet<Reference> Broken { get; } = [];

    Task<(StoredCase Case, SubmissionContents? Contents)?> ISubmissionStore.OpenAsync(Reference reference, CancellationToken cancellation) =>
        Broken.Contains(reference)
            ? throw new InvalidOperationException($"{reference} is broken")
            : Task.FromResult<(StoredCase Case, SubmissionContents? Contents)?>(Rows.TryGetValue(reference, out var row) ? row : null);

    Task<bool> ISubmissionStore.ShredAsync(StoredCase shredded, CancellationToken cancellation)
    {
        var written = false;
        Files.Deaths.Step(() =>
        {
            if (Rows[shredded.Case.Reference].Case.Version == shredded.Version)
            {
                Rows[shredded.Case.Reference] = (shredded with { Version = $"\"{++_version}\"", WrappedKey = [] }, null);
                written = true;
            }
        });
        return Task.FromResult(written);
    }

    Task<Acceptance> ISubmissionStore.AddAsync(NewSubmission submission, int? quota, CancellationToken cancellation) => throw new NotSupportedException();

    Task<StoredCase?> ISubmissionStore.FindAsync(Reference reference, CancellationToken cancellation) => throw new NotSupportedException();

    Task<bool> ISubmissionStore.ReplaceAsync(StoredCase changed, CancellationToken cancellation) => throw new NotSupportedException();

    string IRetentionCalendar.Part(RetentionDue due) => "";

    Task IRetentionCalendar.PutAsync(IReadOnlyCollection<RetentionDue> due, CancellationToken cancellation)
    {
        Files.Deaths.Step(() => Calendar.UnionWith(due));
        return Task.CompletedTask;
    }

    async IAsyncEnumerable<RetentionDue> IRetentionCalendar.DueAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var due in Calendar.Where(due => due.Day <= day).OrderBy(due => due.Day).ToList())
        {
            await Task.CompletedTask;
            yield return due;
        }
    }

    Task IRetentionCalendar.RemoveAsync(RetentionDue due, CancellationToken cancellation)
    {
        Files.Deaths.Step(() => Calendar.Remove(due));
        return Task.CompletedTask;
    }

    Task ICertificateStore.PutAsync(SealedCertificate certificate, CancellationToken cancellation)
    {
        Files.Deaths.Step(() => Kept[certificate.Facts.Reference] = certificate);
        return Task.CompletedTask;
    }

    Task<SealedCertificate?> ICertificateStore.FindAsync(Reference reference, CancellationToken cancellation) =>
        Task.FromResult(Kept.GetValueOrDefault(reference));
}
