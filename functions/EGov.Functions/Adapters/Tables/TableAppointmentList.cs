using Azure.Data.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>Appointments of accounts: partition = account, row = service and the person's hash.</summary>
public sealed class TableAppointmentList(StorageClients storage) : IAppointmentList
{
    /// <summary>The most that one account is shown: whoever books for more documents than this uses the enquiry code.</summary>
    private const int Most = 100;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.AppointmentLists);

    public Task AddAsync(string account, ListedAppointment appointment, CancellationToken cancellation) =>
        _table.TryAddAsync(
            new TableEntity(account, $"{appointment.Service}|{appointment.Person}") { ["Service"] = appointment.Service, ["Person"] = appointment.Person },
            cancellation);

    public async Task<IReadOnlyList<ListedAppointment>> ListAsync(string account, CancellationToken cancellation)
    {
        var listed = new List<ListedAppointment>();
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {account}"), Most, cancellationToken: cancellation))
        {
            listed.Add(new ListedAppointment(row.GetString("Service"), row.GetString("Person")));
            if (listed.Count == Most)
            {
                break;
            }
        }

        return listed;
    }
}
