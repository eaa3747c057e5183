using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.PublishRules;

/// <summary>A department changes the rules of its appointments. They count at once here, and in every other instance within some seconds.</summary>
public sealed class PublishRulesFunction(PublishRulesHandler handler, OrphanSearch orphans)
{
    [Function("PublishRules")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "departments/{department}/appointment-rules")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!caller.MayManageAppointments(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var ifMatch = request.IfMatch();
        if (ifMatch.Refused is { } unconditional)
        {
            return request.Problem(unconditional);
        }

        var body = await request.ReadAsync<PublishRulesCommand>(cancellation);
        if (body.Refused is { } unreadable)
        {
            return request.Problem(unreadable);
        }

        var published = await handler.HandleAsync(department, caller.Person, ifMatch.Value, body.Value.Value, cancellation);
        return published.Refused is { } refusal
            ? request.Problem(refusal)
            : request.Rules(published.Value, await orphans.UnderAsync(published.Value.Book, cancellation));
    }
}
