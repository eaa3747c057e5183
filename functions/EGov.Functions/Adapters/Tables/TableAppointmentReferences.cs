using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>AppointmentReferences: partition = reference, one row: the service and the person's hash, which never change.</summary>
public sealed class TableAppointmentReferences(StorageClients storage) : IAppointmentReferences
{
    private const string Row = "appointment";

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.AppointmentReferences);

    public Task AddAsync(Reference reference, ListedAppointment appointment, CancellationToken cancellation) =>
        _table.TryAddAsync(
            new TableEntity(reference.Value, Row) { ["Service"] = appointment.Service, ["Person"] = appointment.Person },
            cancellation);

    public async Task<ListedAppointment?> FindAsync(Reference reference, CancellationToken cancellation) =>
        await _table.FindAsync(reference.Value, Row, cancellation) is { } row
            ? new ListedAppointment(row.GetString("Service"), row.GetString("Person"))
            : null;
}
