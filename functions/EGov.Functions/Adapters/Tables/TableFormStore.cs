using Azure.Data.Tables;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Forms: partition <c>form</c>, row <c>{formId}|{version}</c>. One partition, because all of them are read together and
/// written a few times a day.
/// </summary>
public sealed class TableFormStore(StorageClients storage) : IFormStore
{
    private const string Partition = "form";

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Forms);

    public async Task<IReadOnlyList<PublishedForm>> ReadAllAsync(CancellationToken cancellation)
    {
        var forms = new List<PublishedForm>();
        await foreach (var row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellation))
        {
            forms.Add(new PublishedForm(
                row.GetString("FormId"),
                row.GetInt32("Version")!.Value,
                row.GetBytes("Document"),
                row.GetBoolean("Retired") ?? false));
        }

        return forms;
    }

    public async Task<bool> AddAsync(PublishedForm form, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, Row(form.FormId, form.Version))
        {
            ["FormId"] = form.FormId,
            ["Version"] = form.Version,
            ["Retired"] = form.Retired,
        };
        row.PutBytes("Document", form.Json.Span);
        return await _table.TryAddAsync(row, cancellation) is not null;
    }

    public async Task<bool> RetireAsync(string formId, int version, CancellationToken cancellation) =>
        await _table.TryUpdateAsync(
            new TableEntity(Partition, Row(formId, version)) { ["Retired"] = true }, "*", TableUpdateMode.Merge, cancellation) is not null;

    private static string Row(string formId, int version) => $"{formId}|{version:D10}";
}
