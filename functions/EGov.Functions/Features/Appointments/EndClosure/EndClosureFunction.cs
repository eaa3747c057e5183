using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.EndClosure;

/// <summary>An officer opens an office again before the closure's time is over.</summary>
public sealed class EndClosureFunction(EndClosureHandler handler)
{
    [Function("EndClosure")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/appointments/closures/{closureId}/end")] HttpRequest request,
        string department,
        string closureId,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayManageAppointments(department) || !ClosureIds.IsOne(closureId))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var key = request.IdempotencyKey();
        return key.Refused is { } noKey
            ? request.Problem(noKey)
            : request.Answer(await handler.HandleAsync(department, closureId, cancellation), closure => Answers.Ok(ClosureView.Of(closure)));
    }
}
