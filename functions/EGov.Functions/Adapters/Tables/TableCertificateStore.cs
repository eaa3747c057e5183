using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Retention;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// DestructionCertificates: partition = the reference's first two characters, row = reference. What is kept is the seal; the facts are its payload, so the two cannot
/// differ.
/// </summary>
public sealed class TableCertificateStore(StorageClients storage) : ICertificateStore
{
    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.DestructionCertificates);

    public Task PutAsync(SealedCertificate certificate, CancellationToken cancellation)
    {
        var reference = certificate.Facts.Reference;
        var row = new TableEntity(reference.Shard, reference.Value);
        row.PutBytes("Seal", Encoding.ASCII.GetBytes(certificate.Seal));
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<SealedCertificate?> FindAsync(Reference reference, CancellationToken cancellation) =>
        await _table.FindAsync(reference.Shard, reference.Value, cancellation) is { } row ? Read(Encoding.ASCII.GetString(row.GetBytes("Seal"))) : null;

    private static SealedCertificate Read(string seal) =>
        new(JsonSerializer.Deserialize<DestructionCertificate>(Base64Url.DecodeFromChars(seal.Split('.')[1]), Json.Options)!, seal);
}
