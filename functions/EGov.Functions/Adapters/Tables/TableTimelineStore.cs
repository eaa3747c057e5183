using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Accounts;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Timelines: partition = person. Row <c>case|{inverted ticks of submission}|{reference}</c> is a case's line and at the same time
/// the notice of its arrival, so the commonest event costs one insert, and several one transaction; row <c>notice|{inverted ticks}|{event id}</c> is a later
/// notice, written in one transaction with the line that it brings up to date. An event counts once or not at all.
/// </summary>
public sealed class TableTimelineStore(StorageClients storage) : ITimelineStore
{
    private const int PageSize = 50;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Timelines);

    public async Task RecordAsync(string person, IReadOnlyList<Happening> happenings, CancellationToken cancellation)
    {
        // The line is the notice of arrival: when a later step has made it already, there is nothing left to tell.
        await _table.AddMissingAsync(
            from happening in happenings
            where happening.Sequence == 0
            select happening.Line is { } line ? Write(person, line, sequence: 0) : Write(person, happening.Notice),
            cancellation);
        foreach (var (notice, line, sequence) in happenings)
        {
            if (sequence > 0 && line is not null)
            {
                await RecordStepAsync(Write(person, notice), Write(person, line, sequence), sequence, cancellation);
            }
        }
    }

    public async Task<TimelinePage<CaseLine>> CasesAsync(string person, string? continuation, CancellationToken cancellation)
    {
        var page = await Continuations.PageAsync(_table, Entities.Range(person, "case|"), continuation, PageSize, cancellation);
        return new TimelinePage<CaseLine>([.. page.Values.Select(ReadLine)], page.ContinuationToken);
    }

    public async Task<TimelinePage<Notice>> NoticesAsync(string person, string? continuation, CancellationToken cancellation)
    {
        // Both ranges are sorted by the same inverted instant, so a page is a merge of their beginnings.
        var after = continuation is { Length: > 0 and <= 200 } ? continuation : string.Empty;
        var notices = await Continuations.PageAsync(_table, Entities.Range(person, "notice|"), $"notice|{after}", PageSize, cancellation);
        var arrivals = await Continuations.PageAsync(_table, Entities.Range(person, "case|"), $"case|{after}", PageSize, cancellation);
        var page = notices.Values.Concat(arrivals.Values).OrderBy(Instant, StringComparer.Ordinal).Take(PageSize).ToList();
        var more = page.Count < notices.Values.Count + arrivals.Values.Count
            || notices.ContinuationToken is not null
            || arrivals.ContinuationToken is not null;
        return new TimelinePage<Notice>([.. page.Select(ReadNotice)], more && page.Count > 0 ? Instant(page[^1]) : null);
    }

    private async Task RecordStepAsync(TableEntity notice, TableEntity line, int sequence, CancellationToken cancellation)
    {
        while (true)
        {
            var known = await _table.FindAsync(line.PartitionKey, line.RowKey, cancellation);
            var actions = new List<TableTransactionAction> { new(TableTransactionActionType.Add, notice) };
            if (known is null)
            {
                actions.Add(new(TableTransactionActionType.Add, line));
            }
            else if (known.GetInt32("Sequence") < sequence)
            {
                actions.Add(new(TableTransactionActionType.UpdateReplace, line, known.ETag));
            }

            if (await _table.TryTransactAsync(actions, cancellation)
                || await _table.FindAsync(notice.PartitionKey, notice.RowKey, cancellation) is not null)
            {
                return;
            }
        }
    }

    /// <summary>What follows the prefix in the key: the inverted instant and what makes it unique.</summary>
    private static string Instant(TableEntity row) => row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..];

    private static TableEntity Write(string person, Notice notice) =>
        new(person, $"notice|{Entities.InvertedTicks(notice.At)}|{notice.NoticeId}")
        {
            ["NoticeId"] = notice.NoticeId,
            ["At"] = notice.At,
            ["Event"] = notice.Event,
            ["Reference"] = notice.Reference,
            ["FormId"] = notice.FormId,
            ["FormVersion"] = notice.FormVersion,
            ["DraftId"] = notice.DraftId,
            ["Service"] = notice.Service,
        };

    private static TableEntity Write(string person, CaseLine line, int sequence) =>
        new(person, $"case|{Entities.InvertedTicks(line.SubmittedAt)}|{line.Reference.Value}")
        {
            ["Reference"] = line.Reference.Value,
            ["FormId"] = line.FormId,
            ["FormVersion"] = line.FormVersion,
            ["Department"] = line.Department,
            ["Status"] = line.Status.ToString(),
            ["SubmittedAt"] = line.SubmittedAt,
            ["UpdatedAt"] = line.UpdatedAt,
            ["Sequence"] = sequence,
        };

    private static CaseLine ReadLine(TableEntity row)
    {
        return new CaseLine(
            Reference.Parse(row.GetString("Reference")),
            row.GetString("FormId"),
            row.GetInt32("FormVersion")!.Value,
            row.GetString("Department"),
            Enum.Parse<CaseStatus>(row.GetString("Status")),
            row.GetDateTimeOffset("SubmittedAt")!.Value,
            row.GetDateTimeOffset("UpdatedAt")!.Value);
    }

    private static Notice ReadNotice(TableEntity row) => row.RowKey.StartsWith("case|", StringComparison.Ordinal)
        ? ArrivalOf(ReadLine(row))
        : new Notice(
            row.GetString("NoticeId"),
            row.GetDateTimeOffset("At")!.Value,
            row.GetString("Event"),
            row.GetString("Reference"),
            row.GetString("FormId"),
            row.GetInt32("FormVersion"),
            row.GetString("DraftId"),
            row.GetString("Service"));

    private static Notice ArrivalOf(CaseLine line) => new(
        $"{line.Reference.Value}-0",
        line.SubmittedAt,
        CaseStepKind.SubmissionReceived.ToWire(),
        line.Reference.ToString(),
        line.FormId,
        line.FormVersion,
        DraftId: null);
}
