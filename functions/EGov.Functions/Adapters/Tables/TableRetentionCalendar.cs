using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Retention;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// RetentionCalendar: partition = day and the reference's first character (23 of them, so that a day on which a department decides a hundred thousand cases is no
/// one partition's work), row = reference. The timer reads the partitions up to today; what is done is deleted, so that range holds what is due and nothing else.
/// </summary>
public sealed class TableRetentionCalendar(StorageClients storage) : IRetentionCalendar
{
    private const string DayFormat = "yyyy-MM-dd";

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.RetentionCalendar);

    public string Part(RetentionDue due) => $"{Day(due.Day)}|{due.Reference.Value[0]}";

    public Task PutAsync(IReadOnlyCollection<RetentionDue> due, CancellationToken cancellation) => _table.AddMissingAsync(
        due.Select(one => new TableEntity(Part(one), one.Reference.Value) { ["Service"] = one.Appointment?.Service, ["Person"] = one.Appointment?.Person }),
        cancellation);

    public async IAsyncEnumerable<RetentionDue> DueAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey lt {Day(day.AddDays(1))}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return new RetentionDue(
                DateOnly.ParseExact(row.PartitionKey[..DayFormat.Length], DayFormat, CultureInfo.InvariantCulture),
                Reference.Parse(row.RowKey),
                row.GetString("Service") is { } service ? new AppointmentAddress(service, row.GetString("Person")) : null);
        }
    }

    public Task RemoveAsync(RetentionDue due, CancellationToken cancellation) =>
        _table.TryDeleteAsync(Part(due), due.Reference.Value, ETag.All, cancellation);

    private static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
