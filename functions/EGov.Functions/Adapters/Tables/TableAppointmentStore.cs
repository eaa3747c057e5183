using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Appointments: partition = the first two characters of the person's hash, row = service and person's hash. That a document has one
/// appointment for a service is this key. Personal data is sealed with a key of its own.
/// </summary>
public sealed class TableAppointmentStore(StorageClients storage, DataKeys keys) : IAppointmentStore
{
    private const int ShardLength = 2;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Appointments);

    public async Task<Appointment?> FindAsync(string service, string person, CancellationToken cancellation) =>
        await _table.FindAsync(person[..ShardLength], Key(service, person), cancellation) is { } row ? Read(row, service, person) : null;

    public async Task<bool> AddAsync(Appointment appointment, CancellationToken cancellation) =>
        await _table.TryAddAsync(Write(appointment), cancellation) is not null;

    public async Task<bool> ReplaceAsync(Appointment changed, CancellationToken cancellation) =>
        await _table.TryUpdateAsync(Write(changed), changed.Version, TableUpdateMode.Replace, cancellation) is not null;

    public Task<bool> DeleteAsync(Appointment ended, CancellationToken cancellation) =>
        _table.TryDeleteAsync(ended.Person[..ShardLength], Key(ended.Service, ended.Person), new ETag(ended.Version), cancellation);

    private TableEntity Write(Appointment appointment)
    {
        using var key = keys.Create();
        var row = new TableEntity(appointment.Person[..ShardLength], Key(appointment.Service, appointment.Person))
        {
            ["Reference"] = appointment.Reference.Value,
            ["Class"] = appointment.Class,
            ["Party"] = appointment.Party,
            ["Claim"] = JsonSerializer.Serialize(appointment.Claim, Json.Options),
            ["CallHash"] = appointment.CallHash,
            ["HeldUntil"] = appointment.HeldUntil,
            ["Cancelled"] = appointment.Cancelled,
            ["Sequence"] = appointment.Sequence,
            ["Left"] = appointment.Left is null ? null : JsonSerializer.Serialize(appointment.Left, Json.Options),
            ["Account"] = appointment.Account,
            ["Offer"] = appointment.Offer is null ? null : JsonSerializer.Serialize(appointment.Offer, Json.Options),
            ["Watch"] = appointment.Watch is null ? null : JsonSerializer.Serialize(appointment.Watch, Json.Options),
            ["Code"] = appointment.Proof.Code,
            ["Birth"] = appointment.Proof.Birth,
            ["WrongTries"] = appointment.Proof.WrongTries,
            ["LockedUntil"] = appointment.Proof.LockedUntil,
            ["WrappedKey"] = key.Wrapped,
        };
        row.PutBytes("Details", key.Seal(JsonSerializer.SerializeToUtf8Bytes(appointment.Details, Json.Options), Purpose(appointment.Person)));
        return row;
    }

    private Appointment Read(TableEntity row, string service, string person)
    {
        using var key = keys.Unwrap(row.GetBinary("WrappedKey"));
        return new Appointment(
            service,
            person,
            Reference.Parse(row.GetString("Reference")),
            row.GetString("Class"),
            row.GetInt32("Party")!.Value,
            JsonSerializer.Deserialize<Claim>(row.GetString("Claim"), Json.Options)!,
            row.GetString("CallHash"),
            row.GetDateTimeOffset("HeldUntil")!.Value,
            row.GetBoolean("Cancelled")!.Value,
            row.GetInt32("Sequence")!.Value,
            row.GetString("Left") is { } left ? JsonSerializer.Deserialize<Claim>(left, Json.Options) : null,
            new Proof(row.GetString("Code"), row.GetString("Birth"), row.GetInt32("WrongTries")!.Value, row.GetDateTimeOffset("LockedUntil")),
            JsonSerializer.Deserialize<AppointmentDetails>(key.Open(row.GetBytes("Details"), Purpose(person)), Json.Options)!,
            row.GetString("Account"),
            row.GetString("Offer") is { } offer ? JsonSerializer.Deserialize<Offer>(offer, Json.Options) : null,
            row.GetString("Watch") is { } watch ? JsonSerializer.Deserialize<Watch>(watch, Json.Options) : null,
            row.ETag.ToString())
        {
            KeyFingerprint = DataKey.Fingerprint(key.Wrapped),
        };
    }

    private static string Key(string service, string person) => $"{service}|{person}";

    private static string Purpose(string person) => $"appointment {person}";
}
