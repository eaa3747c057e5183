using Azure.Storage.Blobs;
using EGov.Domain.Audit;
using EGov.Domain.Signing;
using EGov.Testing;

namespace EGov.Crash.Scenarios;

/// <summary>What the audit trail holds, read past the platform.</summary>
/// <param name="Received">The submissions whose reception it records, each once; without hyphens.</param>
/// <param name="Broken">The first place that does not verify, line by line with the platform's own key; null when all of it does.</param>
public sealed record TrailState(IReadOnlyCollection<string> Received, string? Broken)
{
    public static async Task<TrailState> ReadAsync(LocalStack stack, CancellationToken cancellation)
    {
        var archive = new Archive(new BlobContainerClient(stack.ConnectionString, "audit"));
        using var sealKeys = PublicKeySet.Read(await stack.Http.GetStringAsync(new Uri(stack.ApiBase, "audit-keys"), cancellation));
        var lineKey = new AuditKey(Convert.FromBase64String(await File.ReadAllTextAsync(Path.Combine(stack.Folder, "secrets", "audit-key"), cancellation)));
        var verdict = await new AuditVerifier(archive, sealKeys, [lineKey]).VerifyAsync(cancellation);
        var received = new HashSet<string>();
        foreach (var name in (await archive.NamesAsync(cancellation)).Where(name => AuditBlobName.TryParse(name) is not null))
        {
            await using var content = await archive.OpenAsync(name, cancellation);
            await new AuditBlob().ReadAsync(
                content,
                (_, line) =>
                {
                    if (line.Entry is { } entry && entry.GetProperty("function").ValueEquals("SubmissionReceived"))
                    {
                        received.Add(SubmissionsState.Plain(entry.GetProperty("subject").GetString()!));
                    }

                    return null;
                },
                cancellation);
        }

        return new TrailState(received, verdict.Broken?.ToString());
    }

    private sealed class Archive(BlobContainerClient container) : IAuditArchive
    {
        public async Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellation)
        {
            var names = new List<string>();
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellation))
            {
                names.Add(blob.Name);
            }

            return names;
        }

        public Task<Stream> OpenAsync(string name, CancellationToken cancellation) =>
            container.GetBlobClient(name).OpenReadAsync(allowBlobModifications: true, cancellationToken: cancellation);
    }
}
