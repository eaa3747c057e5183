using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetAppointment;

/// <summary>How an appointment stands.</summary>
public sealed class GetAppointmentFunction(OwnAppointments own)
{
    [Function("GetAppointment")]
    [AllowAnonymous]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/{reference}")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var found = await own.OpenAsync(request, reference, cancellation);
        return found.Refused is { } refusal
            ? request.Problem(refusal)
            : request.Appointment(await own.ViewAsync(found.Value, cancellation));
    }
}
