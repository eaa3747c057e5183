using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Accounts;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Timelines: partition = person. Row <c>notice|{inverted ticks}|{event id}</c> for what happened, <c>case|{inverted ticks of
/// submission}|{reference}</c> for each case; one transaction writes both, so an event counts once or not at all.
/// </summary>
public sealed class TableTimelineStore(StorageClients storage) : ITimelineStore
{
    private const int PageSize = 50;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Timelines);

    public async Task RecordAsync(string person, Notice notice, CaseLine? line, int sequence, CancellationToken cancellation)
    {
        var noticeRow = Write(person, notice);
        if (line is null)
        {
            await _table.TryAddAsync(noticeRow, cancellation);
            return;
        }

        // The first step adds the line, a later one replaces it; whichever comes first makes it, so no order is needed.
        while (true)
        {
            var lineRow = Write(person, line, sequence);
            var known = sequence == 0 ? null : await _table.FindAsync(person, lineRow.RowKey, cancellation);
            var actions = new List<TableTransactionAction> { new(TableTransactionActionType.Add, noticeRow) };
            if (known is null)
            {
                actions.Add(new(TableTransactionActionType.Add, lineRow));
            }
            else if (known.GetInt32("Sequence") < sequence)
            {
                actions.Add(new(TableTransactionActionType.UpdateReplace, lineRow, known.ETag));
            }

            if (await _table.TryTransactAsync(actions, cancellation)
                || await _table.FindAsync(person, noticeRow.RowKey, cancellation) is not null)
            {
                return;
            }

            if (sequence == 0)
            {
                // A later step has made the line already: only the notice is missing.
                await _table.TryAddAsync(noticeRow, cancellation);
                return;
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
        var page = await Continuations.PageAsync(_table, Entities.Range(person, "notice|"), continuation, PageSize, cancellation);
        return new TimelinePage<Notice>([.. page.Values.Select(ReadNotice)], page.ContinuationToken);
    }

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

    private static Notice ReadNotice(TableEntity row) => new(
        row.GetString("NoticeId"),
        row.GetDateTimeOffset("At")!.Value,
        row.GetString("Event"),
        row.GetString("Reference"),
        row.GetString("FormId"),
        row.GetInt32("FormVersion"),
        row.GetString("DraftId"));
}
