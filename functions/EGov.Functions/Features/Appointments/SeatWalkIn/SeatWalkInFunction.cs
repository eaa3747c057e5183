using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.SeatWalkIn;

/// <summary>Gives a seat of today to somebody who came without an appointment, where the class of applicant is urgent.</summary>
public sealed class SeatWalkInFunction(SeatWalkInHandler handler)
{
    [Function("SeatWalkIn")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/appointments/walk-ins")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        var key = request.IdempotencyKey();
        if (key.Refused is { } noKey)
        {
            return request.Problem(noKey);
        }

        var body = await request.ReadAsync<SeatWalkInCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await handler.HandleAsync(request.Caller(), department, key.Value, body.Value.Value, cancellation),
                seated => Answers.Ok(seated, StatusCodes.Status201Created));
    }
}
