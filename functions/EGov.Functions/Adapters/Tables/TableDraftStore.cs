using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using EGov.Domain.Forms;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Tables;

/// <summary>Drafts: partition = person, row = form, so that a person has one of each and reads all at once. Answers are sealed.</summary>
public sealed class TableDraftStore(StorageClients storage, DataKeys keys) : IDraftStore
{
    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Drafts);

    public async Task<Draft?> FindAsync(string person, string formId, CancellationToken cancellation) =>
        await _table.FindAsync(person, formId, cancellation) is { } row ? Read(row) : null;

    public async Task<IReadOnlyList<Draft>> ListAsync(string person, CancellationToken cancellation)
    {
        var drafts = new List<Draft>();
        await foreach (var row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == person, cancellationToken: cancellation))
        {
            drafts.Add(Read(row));
        }

        return drafts;
    }

    public async Task<Draft?> AddAsync(Draft draft, CancellationToken cancellation) =>
        await _table.TryAddAsync(Write(draft), cancellation) is { } version ? draft with { Version = version } : null;

    public async Task<Draft?> ReplaceAsync(Draft draft, CancellationToken cancellation) =>
        await _table.TryUpdateAsync(Write(draft), draft.Version, TableUpdateMode.Replace, cancellation) is { } version
            ? draft with { Version = version }
            : null;

    public Task DeleteAsync(Draft draft, CancellationToken cancellation) =>
        _table.TryDeleteAsync(draft.Person, draft.FormId, new ETag(draft.Version), cancellation);

    private TableEntity Write(Draft draft)
    {
        using var key = keys.Create();
        var row = new TableEntity(draft.Person, draft.FormId)
        {
            ["DraftId"] = draft.DraftId,
            ["FormVersion"] = draft.FormVersion,
            ["Page"] = draft.Page,
            ["UpdatedAt"] = draft.UpdatedAt,
            ["WrappedKey"] = key.Wrapped,
        };
        // As it came: written anew, every Chinese character would take six bytes and a long draft would not fit into a row.
        row.PutBytes("Answers", key.Seal(Encoding.UTF8.GetBytes(draft.Answers.GetRawText()), Purpose(draft.DraftId)));
        if (draft.Unfit.Count > 0)
        {
            row.PutBytes("Unfit", key.Seal(JsonSerializer.SerializeToUtf8Bytes(draft.Unfit, Json.Options), UnfitPurpose(draft.DraftId)));
        }

        return row;
    }

    private Draft Read(TableEntity row)
    {
        var draftId = row.GetString("DraftId");
        using var key = keys.Unwrap(row.GetBinary("WrappedKey"));
        using var answers = JsonDocument.Parse(key.Open(row.GetBytes("Answers"), Purpose(draftId)));
        return new Draft(
            draftId,
            row.PartitionKey,
            row.RowKey,
            row.GetInt32("FormVersion")!.Value,
            answers.RootElement.Clone(),
            row.GetString("Page"),
            row.GetDateTimeOffset("UpdatedAt")!.Value,
            row.ETag.ToString())
        {
            Unfit = row.GetBytes("Unfit") is { Length: > 0 } unfit
                ? JsonSerializer.Deserialize<IReadOnlyList<UnfitAnswer>>(key.Open(unfit, UnfitPurpose(draftId)), Json.Options)!
                : [],
        };
    }

    private static string Purpose(string draftId) => $"draft {draftId}";

    private static string UnfitPurpose(string draftId) => $"unfit answers of draft {draftId}";
}
