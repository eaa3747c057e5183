using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.OpenAppointment;

/// <summary>An officer opens a booking: it is noted who and when, then decrypted.</summary>
public sealed class OpenAppointmentFunction(OpenAppointmentHandler handler)
{
    [Function("OpenAppointment")]
    [RequiresPermission(Permission.ManageAppointments)]
    [Audited(AuditAction.Read, AuditPurpose.ServeAtOffice, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointments/bookings/{reference}")] HttpRequest request,
        string department,
        string reference,
        CancellationToken cancellation)
    {
        var opened = await handler.HandleAsync(request.Caller(), department, reference, request.Query["office"], request.Query["date"], cancellation);
        return request.Answer(opened, view =>
        {
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            return Answers.Ok(view);
        });
    }
}
