using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Testing;

namespace EGov.Crash.Scenarios;

/// <summary>What the platform knows of submissions, read past it out of the tables and once more through its API. References without hyphens.</summary>
/// <param name="Unreadable">Submissions whose answers the API does not give back to the person who made them.</param>
public sealed record SubmissionsState(
    IReadOnlyList<StoredSubmission> Submissions,
    IReadOnlyList<InboxRow> InboxItems,
    IReadOnlyList<InboxRow> ShelfRows,
    IReadOnlyList<InboxRow> ListedByTheApi,
    IReadOnlyList<NoticeRow> Notices,
    IReadOnlyList<CaseRow> CaseLines,
    IReadOnlyList<string> Unreadable,
    TrailState Trail)
{
    /// <summary>A faulty storage makes an answer fail now and then; one that fails so often is not there.</summary>
    private const int Tries = 5;

    private const int ReadersAtOnce = 8;

    /// <param name="persons">The persona who made each submission, by its reference.</param>
    public static async Task<SubmissionsState> ReadAsync(
        LocalStack stack,
        IEnumerable<string> departments,
        IReadOnlyDictionary<string, string> persons,
        CancellationToken cancellation)
    {
        var tables = new TableServiceClient(stack.ConnectionString);
        var inboxes = await RowsAsync(tables, "Inboxes", ["PartitionKey", "RowKey", "Reference"], cancellation);
        var timelines = await RowsAsync(tables, "Timelines", ["PartitionKey", "RowKey", "Reference", "Event"], cancellation);
        var submissions = await RowsAsync(tables, "Submissions", ["PartitionKey", "RowKey", "FormId", "Person"], cancellation);
        var listed = await Task.WhenAll(departments.Select(department => ListAsync(stack, department, cancellation)));
        // What only waits is one row, new|…; what has moved is an item row and a row on its shelf.
        var moved = inboxes
            .Where(row => row.RowKey.StartsWith("item|", StringComparison.Ordinal))
            .Select(row => (row.PartitionKey, row.GetString("Reference")))
            .ToHashSet();
        return new SubmissionsState(
            [.. from row in submissions
                where !row.RowKey.StartsWith('!')
                select new StoredSubmission(row.RowKey, row.GetString("FormId"), row.GetString("Person"))],
            [.. from row in inboxes
                where row.RowKey.StartsWith("item|", StringComparison.Ordinal)
                    || (row.RowKey.StartsWith("new|", StringComparison.Ordinal) && !moved.Contains((row.PartitionKey, row.GetString("Reference"))))
                select new InboxRow(row.PartitionKey, row.GetString("Reference"))],
            [.. from row in inboxes
                where !row.RowKey.StartsWith("item|", StringComparison.Ordinal)
                select new InboxRow(row.PartitionKey, row.GetString("Reference"))],
            [.. listed.SelectMany(rows => rows)],
            [.. from row in timelines
                // A case's line is the notice of its arrival; a second one beside it would be one too many.
                where row.RowKey.StartsWith("case|", StringComparison.Ordinal)
                    || (row.RowKey.StartsWith("notice|", StringComparison.Ordinal) && row.GetString("Event") == "submission-received")
                select new NoticeRow(row.PartitionKey, Plain(row.GetString("Reference")))],
            [.. from row in timelines
                where row.RowKey.StartsWith("case|", StringComparison.Ordinal)
                select new CaseRow(row.PartitionKey, Plain(row.GetString("Reference")))],
            await UnreadableAsync(stack, persons, cancellation),
            await TrailState.ReadAsync(stack, cancellation));
    }

    /// <summary>The API groups a reference with hyphens; the tables do not.</summary>
    public static string Plain(string reference) => reference.Replace("-", "", StringComparison.Ordinal);

    private static async Task<List<TableEntity>> RowsAsync(TableServiceClient tables, string table, string[] columns, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.GetTableClient(table).QueryAsync<TableEntity>(select: columns, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static async Task<List<string>> UnreadableAsync(LocalStack stack, IReadOnlyDictionary<string, string> persons, CancellationToken cancellation)
    {
        var unreadable = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            persons,
            new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce, CancellationToken = cancellation },
            async (made, token) =>
            {
                for (var i = 0; i < Tries; i++)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.ApiBase, $"submissions/{made.Key}/answers"));
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stack.TokenAsync(made.Value, token));
                    using var answer = await stack.Http.SendAsync(request, token);
                    if (answer.IsSuccessStatusCode)
                    {
                        return;
                    }
                }

                unreadable.Add(made.Key);
            });
        return [.. unreadable];
    }

    private static async Task<List<InboxRow>> ListAsync(LocalStack stack, string department, CancellationToken cancellation)
    {
        var rows = new List<InboxRow>();
        string? continuation = null;
        do
        {
            var token = await stack.DepartmentTokenAsync(department, cancellation);
            var query = $"departments/{department}/inbox?take=100{(continuation is null ? "" : $"&continuation={Uri.EscapeDataString(continuation)}")}";
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.ApiBase, query));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await stack.Http.SendAsync(request, cancellation);
            if ((int)answer.StatusCode >= 500)
            {
                // A fault was injected into the reading; the page is there still.
                continue;
            }

            answer.EnsureSuccessStatusCode();
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            rows.AddRange(page.GetProperty("items").EnumerateArray().Select(item => new InboxRow(department, Plain(item.GetProperty("reference").GetString()!))));
            continuation = page.TryGetProperty("continuation", out var next) ? next.GetString() : null;
            if (continuation is null)
            {
                return rows;
            }
        }
        while (true);
    }
}

public sealed record StoredSubmission(string Reference, string FormId, string Person);

public sealed record InboxRow(string Department, string Reference);

public sealed record NoticeRow(string Person, string Reference);

public sealed record CaseRow(string Person, string Reference);
