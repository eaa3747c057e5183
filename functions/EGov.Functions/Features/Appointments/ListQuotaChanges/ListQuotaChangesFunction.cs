using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListQuotaChanges;

/// <summary>Who changed an office's quotas, when, from what to what: newest first.</summary>
public sealed class ListQuotaChangesFunction(IRuleLibrary library, IQuotaChanges changes)
{
    private const int PageSize = 20;

    [Function("ListQuotaChanges")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointments/quotas/changes")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (OfficeDays.Own(request.Caller(), library.Current, department, request.Query["office"]) is not { } office)
        {
            return request.Problem(new Refusal("not-found"));
        }

        var continuation = request.Continuation();
        if (continuation.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var page = await changes.ListAsync(office.Id, continuation.Value, PageSize, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new QuotaChangeList([.. page.Changes.Select(QuotaChangeView.Of)], page.Continuation));
    }
}

internal sealed record QuotaChangeList(IReadOnlyList<QuotaChangeView> Changes, string? Continuation);
