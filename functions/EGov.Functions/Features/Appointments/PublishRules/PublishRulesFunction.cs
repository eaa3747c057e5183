using EGov.Domain;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.PublishRules;

/// <summary>A department changes the rules of its appointments. They count at once here, and in every other instance within some seconds.</summary>
public sealed class PublishRulesFunction(PublishRulesHandler handler)
{
    [Function("PublishRules")]
    [RequiresPermission(Permission.ManageAppointments)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "departments/{department}/appointment-rules")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var ifMatch = request.IfMatch();
        if (!caller.MayManageAppointments(department) || ifMatch.Refused is not null)
        {
            return request.Problem(ifMatch.Refused ?? new Refusal("not-found"));
        }

        var body = await request.ReadAsync<PublishRulesCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await handler.HandleAsync(department, caller.Person, ifMatch.Value, body.Value.Value, cancellation),
                rules => request.Rules(rules, []));
    }
}
