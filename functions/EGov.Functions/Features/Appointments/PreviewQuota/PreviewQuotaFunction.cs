using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.PreviewQuota;

/// <summary>What a quota would mean, before anything is saved.</summary>
public sealed class PreviewQuotaFunction(IRuleLibrary library, QuotaEffects effects, TimeProvider time)
{
    [Function("PreviewQuota")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/appointments/quotas/preview")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        var body = await request.ReadAsync<QuotaCommand>(cancellation);
        if (body.Refused is { } unreadable)
        {
            return request.Problem(unreadable);
        }

        var dates = QuotaDates.Read(body.Value.Value, request.Caller(), library.Current, department, HongKong.DateOf(time.GetUtcNow()));
        return dates.Refused is { } refusal
            ? request.Problem(refusal)
            : Answers.Ok(new QuotaPreview(await effects.OfAsync(dates.Value, cancellation)));
    }
}

internal sealed record QuotaPreview(IReadOnlyList<QuotaEffect> Effects);
