using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.CheckInPerson;

/// <summary>Somebody stands at the counter with their code: they came.</summary>
public sealed class CheckInPersonFunction(CheckInPersonHandler handler)
{
    [Function("CheckInPerson")]
    [RequiresPermission(Permission.ManageAppointments)]
    [AuditsItself]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/appointments/check-ins")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        var key = request.IdempotencyKey();
        if (key.Refused is { } noKey)
        {
            return request.Problem(noKey);
        }

        var body = await request.ReadAsync<CheckInPersonCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(await handler.HandleAsync(request.Caller(), department, key.Value, body.Value.Value, cancellation));
    }
}
