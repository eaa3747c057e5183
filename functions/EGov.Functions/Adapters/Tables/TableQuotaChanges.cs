using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// QuotaChanges: partition = office. Row <c>change|{inverted ticks}|{call}</c> is a change, newest first; row <c>call|{call}</c>, written in one
/// transaction with it, leads there, so that a call is noted once. The officer's name is sealed.
/// </summary>
public sealed class TableQuotaChanges(StorageClients storage, DataKeys keys) : IQuotaChanges
{
    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.QuotaChanges);

    public async Task<QuotaChange> BeginAsync(QuotaChange begun, CancellationToken cancellation)
    {
        var row = Write(begun);
        TableTransactionAction[] both =
        [
            new(TableTransactionActionType.Add, new TableEntity(begun.Office, $"call|{begun.Call}") { ["Change"] = row.RowKey }),
            new(TableTransactionActionType.Add, row),
        ];
        var noted = await _table.TryTransactAsync(both, cancellation)
            ? row.RowKey
            : (await _table.FindAsync(begun.Office, $"call|{begun.Call}", cancellation))!.GetString("Change");
        return Read((await _table.FindAsync(begun.Office, noted, cancellation))!);
    }

    public Task FinishAsync(QuotaChange done, CancellationToken cancellation) =>
        _table.TryUpdateAsync(Write(done), done.Version, TableUpdateMode.Replace, cancellation);

    public async Task<QuotaChangePage> ListAsync(string office, string? continuation, int take, CancellationToken cancellation)
    {
        var page = await Continuations.PageAsync(_table, Entities.Range(office, "change|"), continuation, take, cancellation);
        return new QuotaChangePage([.. page.Values.Select(Read)], page.ContinuationToken);
    }

    private TableEntity Write(QuotaChange change)
    {
        using var key = keys.Create();
        var row = new TableEntity(change.Office, $"change|{Entities.InvertedTicks(change.At)}|{change.Call}")
        {
            ["Call"] = change.Call,
            ["CallHash"] = change.CallHash,
            ["At"] = change.At,
            ["By"] = change.By,
            ["Service"] = change.Service,
            ["Session"] = change.Session,
            ["Seats"] = change.Seats,
            ["Finished"] = change.Finished,
            ["WrappedKey"] = key.Wrapped,
            ["Name"] = change.Name is null ? null : key.Seal(Encoding.UTF8.GetBytes(change.Name), Purpose(change.Call)),
        };
        row.PutBytes("Effects", JsonSerializer.SerializeToUtf8Bytes(change.Effects, Json.Options));
        return row;
    }

    private QuotaChange Read(TableEntity row)
    {
        using var key = keys.Unwrap(row.GetBinary("WrappedKey"));
        var call = row.GetString("Call");
        return new QuotaChange(
            row.PartitionKey,
            call,
            row.GetString("CallHash"),
            row.GetDateTimeOffset("At")!.Value,
            row.GetString("By"),
            row.GetBinary("Name") is { } name ? Encoding.UTF8.GetString(key.Open(name, Purpose(call))) : null,
            row.GetString("Service"),
            row.GetString("Session"),
            row.GetInt32("Seats")!.Value,
            JsonSerializer.Deserialize<List<QuotaEffect>>(row.GetBytes("Effects"), Json.Options)!,
            row.GetBoolean("Finished")!.Value,
            row.ETag.ToString());
    }

    private static string Purpose(string call) => $"quota change {call}";
}
