using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.CancelAppointment;

/// <summary>Ends an appointment or lets a hold go.</summary>
public sealed class CancelAppointmentFunction(Passes passes, CancelAppointmentHandler handler)
{
    [Function("CancelAppointment")]
    [AllowAnonymous]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/{reference}/cancellation")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var (key, pass, ifMatch) = (request.IdempotencyKey(), passes.Read(request, reference), request.IfMatch());
        return (key.Refused ?? pass.Refused ?? ifMatch.Refused) is { } refusal
            ? request.Problem(refusal)
            : request.Appointment(await handler.HandleAsync(pass.Value, ifMatch.Value, cancellation));
    }
}
