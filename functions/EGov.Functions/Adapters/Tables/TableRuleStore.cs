using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Rules: partition <c>rules</c>, row = inverted number, so that the last publication is the first row, and whatever is newer than a number
/// is the range before it. A row holds what the department changed and which number counts for each department; it is added once and never changed.
/// </summary>
public sealed class TableRuleStore(StorageClients storage) : IRuleStore
{
    private const string Partition = "rules";
    private const int MostVersions = 100;

    private static readonly string[] s_heads = ["Number", "Counting"];
    private static readonly string[] s_versions = ["Number", "At", "By", "Changed"];

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Rules);

    public async Task<RuleNews?> NewsAsync(int after, CancellationToken cancellation)
    {
        var newer = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {Row(after)}");
        await foreach (var last in _table.QueryAsync<TableEntity>(newer, maxPerPage: 1, s_heads, cancellation))
        {
            var counting = JsonSerializer.Deserialize<Dictionary<string, int>>(last.GetString("Counting"))!;
            var publications = await Task.WhenAll(counting.Values.Where(number => number > after).Select(number => FindAsync(number, cancellation)));
            return new RuleNews(
                last.GetInt32("Number")!.Value,
                [.. publications.Select(publication => publication ?? throw new InvalidDataException("A publication that counts is not there"))]);
        }

        return null;
    }

    public async Task<bool> AddAsync(RulePublication publication, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, Row(publication.Number))
        {
            ["Number"] = publication.Number,
            ["Department"] = publication.Department,
            ["Changed"] = string.Join(' ', publication.Changed),
            ["Counting"] = JsonSerializer.Serialize(publication.Counting),
            ["By"] = publication.By,
            ["At"] = publication.At,
        };
        Put(row, "Offices", publication.Documents.Offices);
        Put(row, "Calendar", publication.Documents.Calendar);
        Put(row, "Services", publication.Documents.Services);
        return await _table.TryAddAsync(row, cancellation) is not null;
    }

    public async Task<IReadOnlyList<RuleVersion>> ListAsync(string department, CancellationToken cancellation)
    {
        var versions = new List<RuleVersion>();
        var own = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Department eq {department}");
        await foreach (var row in _table.QueryAsync<TableEntity>(own, MostVersions, s_versions, cancellation))
        {
            versions.Add(new RuleVersion(row.GetInt32("Number")!.Value, row.GetDateTimeOffset("At")!.Value, row.GetString("By"), Changed(row)));
            if (versions.Count == MostVersions)
            {
                break;
            }
        }

        return versions;
    }

    public async Task<RulePublication?> FindAsync(int number, CancellationToken cancellation) =>
        await _table.FindAsync(Partition, Row(number), cancellation) is { } row
            ? new RulePublication(
                number,
                row.GetString("Department"),
                new RuleDocumentSet(Get(row, "Offices"), Get(row, "Calendar"), Get(row, "Services")),
                Changed(row),
                JsonSerializer.Deserialize<Dictionary<string, int>>(row.GetString("Counting"))!,
                row.GetString("By"),
                row.GetDateTimeOffset("At")!.Value)
            : null;

    private static string Row(int number) => (int.MaxValue - number).ToString("D10", CultureInfo.InvariantCulture);

    private static string[] Changed(TableEntity row) => row.GetString("Changed").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Put(TableEntity row, string name, BinaryData? document)
    {
        if (document is not null)
        {
            row.PutBytes(name, document);
        }
    }

    private static BinaryData? Get(TableEntity row, string name) => row.ContainsKey($"{name}Pieces") ? new BinaryData(row.GetBytes(name)) : null;
}
