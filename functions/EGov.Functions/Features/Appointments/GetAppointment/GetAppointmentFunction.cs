using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetAppointment;

/// <summary>How an appointment stands.</summary>
public sealed class GetAppointmentFunction(Passes passes, OwnAppointments own)
{
    [Function("GetAppointment")]
    [AllowAnonymous]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/{reference}")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var pass = passes.Read(request, reference);
        if (pass.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var found = await own.FindAsync(pass.Value, cancellation);
        return found.Refused is { } notThere
            ? request.Problem(notThere)
            : request.Appointment(await own.ViewAsync(found.Value, cancellation));
    }
}
