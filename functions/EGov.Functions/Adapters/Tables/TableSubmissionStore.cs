using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Submissions: partition = the reference's first two characters (529 of them, spread by a keyed hash), row = reference. One
/// row holds the case, its history (which is its outbox), and, sealed with the case's own key, the answers and the dialogue. When the
/// time of those is over the row is replaced by one without them and without the key.
/// All submissions of a form with a quota share a partition with the quota's counter, <c>!quota {formId}</c>, so that both
/// are written in one transaction.
/// </summary>
public sealed class TableSubmissionStore(StorageClients storage, DataKeys keys) : ISubmissionStore
{
    /// <summary>Instances that count against one another; within this process they queue.</summary>
    private const int QuotaAttempts = 40;

    /// <summary>
    /// From here on contents are packed. JSON writes each character beyond the Basic Multilingual Plane in twelve bytes, so that a body
    /// which was small enough to be taken might otherwise not fit into a row.
    /// </summary>
    private const int Long = 512 * 1024;

    private static readonly string[] WithoutContents =
    [
        "PartitionKey", "RowKey", "FormId", "FormVersion", "DefinitionHash", "Department", "Person", "Language", "FeeCents",
        "History", "WrappedKey", "ShreddedAt", "ShreddedBy", "DialoguePieces", .. Enumerable.Range(0, Entities.MostPieces).Select(piece => $"Dialogue{piece}"),
    ];

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Submissions);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _counting = new();

    public async Task<Acceptance> AddAsync(NewSubmission submission, int? quota, CancellationToken cancellation)
    {
        var row = Write(submission);
        if (quota is { } most)
        {
            return await AddCountedAsync(submission.Case, row, most, cancellation);
        }

        return await _table.TryAddAsync(row, cancellation) is not null
            ? new Acceptance.Accepted()
            : await ThereAlreadyAsync(submission.Case.Reference, cancellation);
    }

    public async Task<StoredCase?> FindAsync(Reference reference, CancellationToken cancellation) =>
        await _table.FindAsync(reference.Shard, reference.Value, cancellation, WithoutContents) is { } row ? Read(row) : null;

    public async Task<(StoredCase Case, SubmissionContents? Contents)?> OpenAsync(Reference reference, CancellationToken cancellation)
    {
        if (await _table.FindAsync(reference.Shard, reference.Value, cancellation) is not { } row)
        {
            return null;
        }

        if (row.GetBinary("WrappedKey") is not { } wrapped)
        {
            return (Read(row), null);
        }

        using var key = keys.Unwrap(wrapped);
        var contents = key.Open(row.GetBytes("Contents"), ContentsPurpose(reference));
        return (Read(row), JsonSerializer.Deserialize<SubmissionContents>(
            row.GetBoolean("ContentsPacked") is true ? Unpack(contents) : contents, Json.Options)!);
    }

    public async Task<bool> ReplaceAsync(StoredCase changed, CancellationToken cancellation)
    {
        using var key = keys.Unwrap([.. changed.WrappedKey]);
        var row = new TableEntity(changed.Case.Reference.Shard, changed.Case.Reference.Value);
        WriteMoving(row, changed.Case, key);
        return await _table.TryUpdateAsync(row, changed.Version, TableUpdateMode.Merge, cancellation) is not null;
    }

    public async Task<bool> ShredAsync(StoredCase shredded, CancellationToken cancellation)
    {
        var left = shredded.Case;
        var row = Head(left);
        row["History"] = JsonSerializer.Serialize(left.History, Json.Options);
        row["ShreddedAt"] = left.Shredded!.At;
        row["ShreddedBy"] = left.Shredded.Rule;
        return await _table.TryUpdateAsync(row, shredded.Version, TableUpdateMode.Replace, cancellation) is not null;
    }

    private async Task<Acceptance> AddCountedAsync(Case received, TableEntity row, int most, CancellationToken cancellation)
    {
        var counting = _counting.GetOrAdd(received.FormId, _ => new SemaphoreSlim(1, 1));
        await counting.WaitAsync(cancellation);
        try
        {
            for (var attempt = 0; attempt < QuotaAttempts; attempt++)
            {
                var counterKey = $"!quota {received.FormId}";
                var counter = await _table.FindAsync(row.PartitionKey, counterKey, cancellation);
                var count = counter?.GetInt32("Count") ?? 0;
                if (count >= most)
                {
                    return await FindAsync(received.Reference, cancellation) is { } existing
                        ? new Acceptance.AlreadyThere(existing)
                        : new Acceptance.QuotaFull();
                }

                var next = new TableEntity(row.PartitionKey, counterKey) { ["Count"] = count + 1 };
                var counted = await _table.TryTransactAsync(
                    [
                        new TableTransactionAction(TableTransactionActionType.Add, row),
                        counter is null
                            ? new TableTransactionAction(TableTransactionActionType.Add, next)
                            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, counter.ETag),
                    ],
                    cancellation);
                if (counted)
                {
                    return new Acceptance.Accepted();
                }

                if (await FindAsync(received.Reference, cancellation) is { } there)
                {
                    return new Acceptance.AlreadyThere(there);
                }
            }
        }
        finally
        {
            counting.Release();
        }

        return new Acceptance.Busy();
    }

    private async Task<Acceptance> ThereAlreadyAsync(Reference reference, CancellationToken cancellation) =>
        await FindAsync(reference, cancellation) is { } there ? new Acceptance.AlreadyThere(there) : new Acceptance.Busy();

    private TableEntity Write(NewSubmission submission)
    {
        var received = submission.Case;
        using var key = keys.Create();
        var row = Head(received);
        row["FeeCents"] = received.FeeCents;
        row["WrappedKey"] = key.Wrapped;
        var contents = JsonSerializer.SerializeToUtf8Bytes(submission.Contents, Json.Options);
        if (contents.Length > Long)
        {
            row["ContentsPacked"] = true;
            contents = Pack(contents);
        }

        row.PutBytes("Contents", key.Seal(contents, ContentsPurpose(received.Reference)));
        WriteMoving(row, received, key);
        return row;
    }

    /// <summary>What never changes, and outlives the contents.</summary>
    private static TableEntity Head(Case @case) => new(@case.Reference.Shard, @case.Reference.Value)
    {
        ["FormId"] = @case.FormId,
        ["FormVersion"] = @case.FormVersion,
        ["DefinitionHash"] = @case.DefinitionHash,
        ["Department"] = @case.Department,
        ["Person"] = @case.Person,
        ["Language"] = @case.Language.ToString(),
    };

    /// <summary>What changes as the case moves.</summary>
    private static void WriteMoving(TableEntity row, Case @case, DataKey key)
    {
        row["History"] = JsonSerializer.Serialize(@case.History, Json.Options);
        if (@case.Questions.Count > 0 || @case.Decision is not null)
        {
            var dialogue = JsonSerializer.SerializeToUtf8Bytes(new Dialogue(@case.Questions, @case.Decision), Json.Options);
            row.PutBytes("Dialogue", key.Seal(dialogue, DialoguePurpose(@case.Reference)));
        }
    }

    private StoredCase Read(TableEntity row)
    {
        var reference = Reference.Parse(row.RowKey);
        var wrapped = row.GetBinary("WrappedKey");
        var dialogue = new Dialogue([], null);
        if (row.GetBytes("Dialogue") is { Length: > 0 } @sealed)
        {
            using var key = keys.Unwrap(wrapped);
            dialogue = JsonSerializer.Deserialize<Dialogue>(key.Open(@sealed, DialoguePurpose(reference)), Json.Options)!;
        }

        return new StoredCase(
            new Case
            {
                Reference = reference,
                FormId = row.GetString("FormId"),
                FormVersion = row.GetInt32("FormVersion")!.Value,
                DefinitionHash = row.GetString("DefinitionHash"),
                Department = row.GetString("Department"),
                Person = row.GetString("Person"),
                Language = Enum.Parse<Language>(row.GetString("Language")),
                FeeCents = row.GetInt64("FeeCents"),
                History = JsonSerializer.Deserialize<List<CaseStep>>(row.GetString("History"), Json.Options)!,
                Questions = dialogue.Questions,
                Decision = dialogue.Decision,
                Shredded = row.GetDateTimeOffset("ShreddedAt") is { } at ? new CaseShredding(at, row.GetString("ShreddedBy")) : null,
            },
            row.ETag.ToString())
        {
            WrappedKey = wrapped ?? [],
        };
    }

    private static byte[] Pack(byte[] contents)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            packing.Write(contents);
        }

        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacking = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var contents = new MemoryStream();
        unpacking.CopyTo(contents);
        return contents.ToArray();
    }

    private static string ContentsPurpose(Reference reference) => $"contents {reference.Value}";

    private static string DialoguePurpose(Reference reference) => $"dialogue {reference.Value}";

    private sealed record Dialogue(IReadOnlyList<CaseQuestion> Questions, CaseDecision? Decision);
}
