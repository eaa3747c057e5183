using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetRules;

/// <summary>The rules of a department's appointments, and the bookings that they have no place for.</summary>
public sealed class GetRulesFunction(IRuleLibrary library, OrphanSearch orphans)
{
    [Function("GetRules")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointment-rules")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayManageAppointments(department) || !library.State.Departments.TryGetValue(department, out var rules))
        {
            return request.Problem(new Refusal("not-found"));
        }

        return request.Rules(rules, await orphans.UnderAsync(rules.Book, cancellation));
    }
}
