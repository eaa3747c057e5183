using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.NoteNoShow;

/// <summary>The time is over and nobody came. Checking the person in takes it back.</summary>
public sealed class NoteNoShowFunction(NoteNoShowHandler handler)
{
    [Function("NoteNoShow")]
    [RequiresPermission(Permission.ManageAppointments)]
    [AuditsItself]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/appointments/no-shows")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        var key = request.IdempotencyKey();
        if (key.Refused is { } noKey)
        {
            return request.Problem(noKey);
        }

        var body = await request.ReadAsync<NoteNoShowCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(await handler.HandleAsync(request.Caller(), department, key.Value, body.Value.Value, cancellation));
    }
}
