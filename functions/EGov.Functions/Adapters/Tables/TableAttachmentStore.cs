using System.Text;
using Azure;
using Azure.Data.Tables;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Tables;

/// <summary>Attachments: partition = draft, row = attachment, so that a draft's manifest is one read. The file's name is sealed with the file's key.</summary>
public sealed class TableAttachmentStore(StorageClients storage, DataKeys keys) : IAttachmentStore
{
    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Attachments);

    public async Task<IReadOnlyList<Attachment>> ListAsync(string draftId, CancellationToken cancellation)
    {
        var attachments = new List<Attachment>();
        await foreach (var row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == draftId, cancellationToken: cancellation))
        {
            attachments.Add(Read(row));
        }

        return attachments;
    }

    public async Task<Attachment?> FindAsync(string draftId, string attachmentId, CancellationToken cancellation) =>
        await _table.FindAsync(draftId, attachmentId, cancellation) is { } row ? Read(row) : null;

    public Task AddAsync(Attachment attachment, CancellationToken cancellation) =>
        _table.AddEntityAsync(Write(attachment), cancellation);

    public async Task<bool> ReplaceAsync(Attachment attachment, CancellationToken cancellation) =>
        await _table.TryUpdateAsync(Write(attachment), attachment.Version, TableUpdateMode.Replace, cancellation) is not null;

    public Task<bool> TakeAsync(IReadOnlyList<Attachment> attachments, CancellationToken cancellation) =>
        _table.TryTransactAsync(
            attachments.Select(attachment => new TableTransactionAction(
                TableTransactionActionType.UpdateMerge,
                new TableEntity(attachment.DraftId, attachment.AttachmentId) { ["Status"] = AttachmentStatus.Taken.ToString() },
                new ETag(attachment.Version))),
            cancellation);

    public Task<bool> DeleteAsync(Attachment attachment, CancellationToken cancellation) =>
        _table.TryDeleteAsync(attachment.DraftId, attachment.AttachmentId, new ETag(attachment.Version), cancellation);

    private TableEntity Write(Attachment attachment)
    {
        using var key = keys.Unwrap([.. attachment.WrappedKey]);
        return new TableEntity(attachment.DraftId, attachment.AttachmentId)
        {
            ["Person"] = attachment.Person,
            ["Field"] = attachment.Field,
            ["FileName"] = key.Seal(Encoding.UTF8.GetBytes(attachment.FileName), AttachmentSeal.Name),
            ["Size"] = attachment.Size,
            ["Status"] = attachment.Status.ToString(),
            ["Reason"] = attachment.Reason,
            ["Kind"] = attachment.Kind,
            ["Sha256"] = attachment.Sha256,
            ["VaultName"] = attachment.VaultName,
            ["WrappedKey"] = key.Wrapped,
        };
    }

    private Attachment Read(TableEntity row)
    {
        var wrapped = row.GetBinary("WrappedKey");
        using var key = keys.Unwrap(wrapped);
        return new Attachment(
            row.RowKey,
            row.PartitionKey,
            row.GetString("Person"),
            row.GetString("Field"),
            Encoding.UTF8.GetString(key.Open(row.GetBinary("FileName"), AttachmentSeal.Name)),
            row.GetInt64("Size")!.Value,
            Enum.Parse<AttachmentStatus>(row.GetString("Status")),
            row.GetString("Reason"),
            row.GetString("Kind"),
            row.GetString("Sha256"),
            row.GetString("VaultName"),
            wrapped,
            row.ETag.ToString());
    }
}
