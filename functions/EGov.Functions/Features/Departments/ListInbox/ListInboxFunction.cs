using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.ListInbox;

/// <summary>One part of the department's inbox, page by page.</summary>
public sealed class ListInboxFunction(IInboxStore inbox, IFormLibrary library)
{
    private const int LargestPage = 100;

    [Function("ListInbox")]
    [RequiresPermission(Permission.HandleSubmissions)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/inbox")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayHandle(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var query = request.Query;
        if (!TryShelf(query["state"], out var shelf))
        {
            return request.Problem(new Refusal("state-unknown", "state"));
        }

        string? form = query["form"];
        if (form is not null && library.Find(form) is null)
        {
            return request.Problem(new Refusal("form-unknown", "form"));
        }

        var continuation = request.Continuation();
        if (continuation.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var take = int.TryParse(query["take"], out var wanted) ? Math.Clamp(wanted, 1, LargestPage) : 25;
        var page = await inbox.ListAsync(department, shelf, form, continuation.Value, take, cancellation);
        var items = new List<InboxListItem>(page.Items.Count);
        foreach (var item in page.Items)
        {
            var definition = await library.FindAsync(item.FormId, item.FormVersion, cancellation);
            items.Add(new InboxListItem(item.Reference, item.FormId, definition?.Title, item.Status, item.ReceivedAt, item.LeasedUntil));
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new InboxList(items, page.Continuation));
    }

    private static bool TryShelf(string? state, out Shelf shelf)
    {
        shelf = state switch
        {
            null or "" or "new" => Shelf.New,
            "leased" => Shelf.Leased,
            "open" => Shelf.Open,
            "decided" => Shelf.Decided,
            _ => (Shelf)(-1),
        };
        return Enum.IsDefined(shelf);
    }
}

internal sealed record InboxList(IReadOnlyList<InboxListItem> Items, string? Continuation);

internal sealed record InboxListItem(
    Reference Reference,
    string FormId,
    Text? Title,
    CaseStatus Status,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? LeasedUntil);
