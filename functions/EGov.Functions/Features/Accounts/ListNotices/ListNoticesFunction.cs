using EGov.Domain;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Accounts.ListNotices;

/// <summary>What has happened to the caller's cases, drafts and appointments, the latest first.</summary>
public sealed class ListNoticesFunction(ITimelineStore timeline, IFormLibrary library, IRuleLibrary rules)
{
    [Function("ListNotices")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notices")] HttpRequest request,
        CancellationToken cancellation)
    {
        var continuation = request.Continuation();
        if (continuation.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var page = await timeline.NoticesAsync(request.Caller().Person, continuation.Value, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new NoticeList(
            [
                .. page.Items.Select(notice => new NoticeListItem(
                    notice.NoticeId,
                    notice.At,
                    notice.Event,
                    notice.Reference,
                    notice.FormId,
                    notice.FormId is { } form ? library.Find(form)?.Title : rules.Current.Service(notice.Service!)?.Name,
                    notice.DraftId,
                    notice.Service)),
            ],
            page.Continuation));
    }
}

internal sealed record NoticeList(IReadOnlyList<NoticeListItem> Notices, string? Continuation);

internal sealed record NoticeListItem(
    string NoticeId,
    DateTimeOffset At,
    string Event,
    string? Reference,
    string? FormId,
    Text? Title,
    string? DraftId,
    string? Service);
