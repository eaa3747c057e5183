using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.DeclareClosure;

/// <summary>An officer closes an office for a time: nobody books there any more, and everybody who has is offered other seats.</summary>
public sealed class DeclareClosureFunction(DeclareClosureHandler handler)
{
    [Function("DeclareClosure")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/appointments/closures")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayManageAppointments(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var key = request.IdempotencyKey();
        if (key.Refused is { } noKey)
        {
            return request.Problem(noKey);
        }

        var body = await request.ReadAsync<DeclareClosureCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await handler.HandleAsync(department, key.Value, body.Value, cancellation),
                closure => Answers.Ok(ClosureView.Of(closure), StatusCodes.Status201Created));
    }
}
