using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using EGov.Domain;
using EGov.Domain.Retention;

namespace EGov.Operations.Retention;

/// <summary>
/// Walks all cases and appointments once, and puts into the calendar of retention whatever will be due and is not in it: seats that were held and never
/// confirmed, what was decided before there was a calendar, and what is due earlier since a period was made shorter. What is there already stays, so it may be repeated. Nothing
/// is opened.
/// </summary>
public sealed class CalendarRepair(Account account)
{
    private readonly RetentionSchedule _schedule = new();
    private readonly TableClient _calendar = account.Tables.GetTableClient("RetentionCalendar");

    /// <summary>How many entries were missing.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var added = 0;
        await foreach (var row in RowsAsync("Submissions", ["PartitionKey", "RowKey", "FormId", "Department", "History", "WrappedKey"], cancellation))
        {
            if (row.GetBinary("WrappedKey") is not null && row.GetString("History") is { } history && DecidedOn(history) is { } decided)
            {
                var due = _schedule.OfCase(row.GetString("FormId"), row.GetString("Department")).DueAfter(decided);
                added += await AddAsync(due, row.RowKey, null, null, cancellation) ? 1 : 0;
            }
        }

        await foreach (var row in RowsAsync("Appointments", ["PartitionKey", "RowKey", "Reference", "Claim"], cancellation))
        {
            var key = row.RowKey.Split('|');
            var due = _schedule.OfAppointment().DueAfter(DateOf(row.GetString("Claim")));
            added += await AddAsync(due, row.GetString("Reference"), key[0], key[1], cancellation) ? 1 : 0;
        }

        return added;
    }

    private AsyncPageable<TableEntity> RowsAsync(string table, string[] columns, CancellationToken cancellation) =>
        account.Tables.GetTableClient(table).QueryAsync<TableEntity>(select: columns, cancellationToken: cancellation);

    /// <summary>The day of the decision in Hong Kong; null of a case that is not decided.</summary>
    private static DateOnly? DecidedOn(string history)
    {
        using var steps = JsonDocument.Parse(history);
        var last = steps.RootElement.EnumerateArray().Last();
        return last.GetProperty("status").GetString() == "decided" ? HongKong.DateOf(last.GetProperty("at").GetDateTimeOffset()) : null;
    }

    private static DateOnly DateOf(string claim)
    {
        using var json = JsonDocument.Parse(claim);
        return DateOnly.ParseExact(json.RootElement.GetProperty("session").GetProperty("date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private async Task<bool> AddAsync(DateOnly due, string reference, string? service, string? person, CancellationToken cancellation)
    {
        var partition = string.Create(CultureInfo.InvariantCulture, $"{due:yyyy-MM-dd}|{reference[0]}");
        try
        {
            await _calendar.AddEntityAsync(new TableEntity(partition, reference) { ["Service"] = service, ["Person"] = person }, cancellation);
            return true;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return false;
        }
    }
}
