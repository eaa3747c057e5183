using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.FindAppointment;

/// <summary>Finds an appointment without an account. Sent in a body, because an address would keep it in logs and histories.</summary>
public sealed class FindAppointmentFunction(FindAppointmentHandler handler)
{
    [Function("FindAppointment")]
    [AllowAnonymous]
    [Limited(CallLimit.Lookups)]
    [AuditsItself]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/lookup")] HttpRequest request,
        CancellationToken cancellation)
    {
        var body = await request.ReadAsync<FindAppointmentCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(await handler.HandleAsync(body.Value.Value, cancellation), found =>
            {
                request.HttpContext.Response.Headers.ETag = found.Appointment.ETag;
                request.HttpContext.Response.Headers.CacheControl = "no-store";
                return Answers.Ok(found);
            });
    }
}
