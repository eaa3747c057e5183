using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ReportOtherChannels;

/// <summary>The department's system tells what its hotline and its app have given out of the seats that all share.</summary>
public sealed class ReportOtherChannelsFunction(ReportOtherChannelsHandler handler)
{
    [Function("ReportOtherChannels")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "departments/{department}/appointments/other-channels")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayManageAppointments(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var body = await request.ReadAsync<ReportOtherChannelsCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(await handler.HandleAsync(department, body.Value.Value, cancellation));
    }
}
