using EGov.Functions.Events;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ConfirmAppointment;

/// <summary>Makes a hold an appointment.</summary>
public sealed class ConfirmAppointmentFunction(Passes passes, ConfirmAppointmentHandler handler, RightOfWay way)
{
    [Function("ConfirmAppointment")]
    [AllowAnonymous]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/{reference}/confirmation")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var (key, pass) = (request.IdempotencyKey(), passes.Read(request, reference));
        return (key.Refused ?? pass.Refused) is { } refusal
            ? request.Problem(refusal)
            : request.Appointment(await way.TakeAsync(() => handler.HandleAsync(pass.Value, key.Value, cancellation)));
    }
}
