using EGov.Domain;
using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Features.Retention.ShredExpired;

/// <summary>
/// Destroys the contents of one case: its files, the keys of its files, and in the last write the row's own key with all that it sealed. Until that write the row
/// still says which files there are, so whoever comes after a death begins again and misses nothing.
/// </summary>
public sealed class CaseShredder(
    RetentionSchedule schedule,
    ISubmissionStore store,
    IAttachmentStore attachments,
    IFileVault vault,
    Certificates certificates,
    ICertificateStore kept)
{
    /// <summary>A decided case does not move any more; somebody else may be shredding it at this moment.</summary>
    private const int Attempts = 3;

    /// <summary>Null when there is nothing left to do; else the later day on which it is due.</summary>
    public async Task<DateOnly?> ShredAsync(Reference reference, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.OpenAsync(reference, cancellation) is not { Contents: { } contents } opened
                || opened.Case.Case is not { Status: CaseStatus.Decided } @case)
            {
                return null;
            }

            var rule = schedule.OfCase(@case.FormId, @case.Department);
            var decided = HongKong.DateOf(@case.History[^1].At);
            if (rule.DueAfter(decided) is var due && due > HongKong.DateOf(now))
            {
                return due;
            }

            await DestroyFilesAsync(contents, cancellation);
            await kept.PutAsync(
                certificates.Of(reference, rule, decided, now, Keys(opened.Case, contents), contents.Files.Select(file => file.VaultName)),
                cancellation);
            if (await store.ShredAsync(opened.Case with { Case = @case.Shred(now, rule.Id).Value }, cancellation))
            {
                return null;
            }
        }

        throw new InvalidOperationException($"{reference} changes all the time");
    }

    private async Task DestroyFilesAsync(SubmissionContents contents, CancellationToken cancellation)
    {
        foreach (var file in contents.Files)
        {
            await vault.DeleteAsync(file.VaultName, cancellation);

            // The row of a taken file goes with its draft; what a death left of it holds the file's key too.
            while (await attachments.FindAsync(contents.DraftId!, file.AttachmentId, cancellation) is { } left
                && !await attachments.DeleteAsync(left, cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static IEnumerable<string> Keys(StoredCase stored, SubmissionContents contents) =>
    [
        DataKey.Fingerprint([.. stored.WrappedKey]),
        .. contents.Files.Select(file => DataKey.Fingerprint(Convert.FromBase64String(file.WrappedKey))),
    ];
}
