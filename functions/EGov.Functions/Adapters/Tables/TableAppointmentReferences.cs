using System.Globalization;
using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// AppointmentReferences: partition = part, row = reference: the service and the person's hash, which never change. There are few partitions, so that in a rush many rows
/// are one transaction, and enough of them for any rush: one takes two thousand rows a second.
/// </summary>
public sealed class TableAppointmentReferences(StorageClients storage) : IAppointmentReferences
{
    private const int Partitions = 8;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.AppointmentReferences);

    public string Part(Reference reference) =>
        (reference.Value.Sum(character => character) % Partitions).ToString(CultureInfo.InvariantCulture);

    public Task AddAsync(IReadOnlyCollection<(Reference Reference, ListedAppointment Appointment)> made, CancellationToken cancellation) =>
        _table.AddMissingAsync(made.Select(one => Row(one.Reference, one.Appointment)), cancellation);

    public async Task<ListedAppointment?> FindAsync(Reference reference, CancellationToken cancellation) =>
        await _table.FindAsync(Part(reference), reference.Value, cancellation) is { } row
            ? new ListedAppointment(row.GetString("Service"), row.GetString("Person"))
            : null;

    private TableEntity Row(Reference reference, ListedAppointment appointment) =>
        new(Part(reference), reference.Value) { ["Service"] = appointment.Service, ["Person"] = appointment.Person };
}
