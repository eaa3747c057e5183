using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ChangeAppointment;

/// <summary>Moves an appointment to another slot, in one go or not at all.</summary>
public sealed class ChangeAppointmentFunction(Passes passes, ChangeAppointmentHandler handler)
{
    [Function("ChangeAppointment")]
    [AllowAnonymous]
    [Limited(CallLimit.Holds)]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/{reference}/change")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var (key, pass, ifMatch) = (request.IdempotencyKey(), passes.Read(request, reference), request.IfMatch());
        if ((key.Refused ?? pass.Refused ?? ifMatch.Refused) is { } refusal)
        {
            return request.Problem(refusal);
        }

        var body = await request.ReadAsync<ChangeAppointmentCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Appointment(await handler.HandleAsync(
                pass.Value, key.Value, ifMatch.Value, body.Value.Value, QueueTickets.Shown(request), cancellation));
    }
}
