using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListRuleVersions;

/// <summary>Who changed which of a department's rules and when, the newest first.</summary>
public sealed class ListRuleVersionsFunction(IRuleStore store)
{
    [Function("ListRuleVersions")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointment-rules/versions")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayManageAppointments(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new RuleVersionList(await store.ListAsync(department, cancellation)));
    }
}

internal sealed record RuleVersionList(IReadOnlyList<RuleVersion> Versions);
