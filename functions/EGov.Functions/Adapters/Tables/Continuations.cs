using Azure;
using Azure.Data.Tables;

namespace EGov.Functions.Adapters.Tables;

/// <summary>Pages of a range. The continuation is the last row's key inside the range that the caller may see anyway, so a forged one shows nothing more.</summary>
internal static class Continuations
{
    /// <param name="continuation">The row key after which the page starts; null for the first page.</param>
    public static async Task<Page<TableEntity>> PageAsync(
        TableClient table,
        string filter,
        string? continuation,
        int take,
        CancellationToken cancellation)
    {
        if (continuation is { Length: > 0 and <= 200 })
        {
            filter += TableClient.CreateQueryFilter($" and RowKey gt {continuation}");
        }

        var rows = new List<TableEntity>(take);
        await foreach (var page in table.QueryAsync<TableEntity>(filter, take, cancellationToken: cancellation).AsPages())
        {
            rows.AddRange(page.Values);
            if (rows.Count >= take)
            {
                break;
            }
        }

        var more = rows.Count >= take;
        return Page<TableEntity>.FromValues([.. rows.Take(take)], more ? rows[take - 1].RowKey : null, null!);
    }
}
