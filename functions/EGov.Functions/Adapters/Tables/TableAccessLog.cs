using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// AccessLog: partition = the person under whom a case or an appointment stands, row = <c>{reference}|{inverted ticks}|{random}</c>. One write so serves two questions: a
/// range is who opened one case, newest first; the partition is who opened anything of a person.
/// </summary>
public sealed class TableAccessLog(StorageClients storage) : IAccessLog
{
    private const int MostOfOne = 100;

    /// <summary>More than anybody reads; a person's partition grows by a few rows for each case.</summary>
    private const int MostOfAll = 2_000;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.AccessLog);

    public Task AddAsync(string person, Reference reference, string actor, Access access, CancellationToken cancellation) =>
        _table.AddEntityAsync(
            new TableEntity(person, $"{reference.Value}|{Entities.InvertedTicks(access.At)}|{Guid.NewGuid():N}")
            {
                ["Actor"] = actor,
                ["At"] = access.At,
                ["Department"] = access.Department,
                ["What"] = access.What,
                ["Purpose"] = access.Purpose.ToString(),
            },
            cancellation);

    public async Task<IReadOnlyList<Access>> ListAsync(string person, Reference reference, CancellationToken cancellation) =>
        [.. (await ReadAsync(Entities.Range(person, $"{reference.Value}|"), MostOfOne, cancellation)).Select(access => access.Access)];

    public async Task<IReadOnlyList<PersonAccess>> ListAllAsync(string person, CancellationToken cancellation) =>
        [.. (await ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {person}"), MostOfAll, cancellation)).OrderByDescending(access => access.Access.At)];

    private async Task<List<PersonAccess>> ReadAsync(string filter, int most, CancellationToken cancellation)
    {
        var accesses = new List<PersonAccess>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(most, 1000), cancellationToken: cancellation))
        {
            accesses.Add(new PersonAccess(Reference.Parse(row.RowKey[..row.RowKey.IndexOf('|', StringComparison.Ordinal)]), Read(row)));
            if (accesses.Count == most)
            {
                break;
            }
        }

        return accesses;
    }

    private static Access Read(TableEntity row) => new(
        row.GetDateTimeOffset("At")!.Value, row.GetString("Department"), row.GetString("What"), Enum.Parse<AuditPurpose>(row.GetString("Purpose")));
}
