using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.HoldSlot;

/// <summary>Takes seats for ten minutes; nobody else gets them meanwhile.</summary>
public sealed class HoldSlotFunction(HoldSlotHandler handler, RightOfWay way)
{
    [Function("HoldSlot")]
    [AllowAnonymous]
    [SignInOptional]
    [Limited(CallLimit.Holds)]
    [AuditsItself]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/holds")] HttpRequest request,
        CancellationToken cancellation)
    {
        var key = request.IdempotencyKey();
        if (key.Refused is { } noKey)
        {
            return request.Problem(noKey);
        }

        var body = await request.ReadAsync<HoldSlotCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await way.TakeAsync(() => handler.HandleAsync(key.Value, body.Value, request.CallerIfAny()?.Person, QueueTickets.Shown(request), cancellation)),
                held =>
                {
                    request.HttpContext.Response.Headers.Location = $"/api/appointments/{held.Appointment.Reference}";
                    request.HttpContext.Response.Headers.ETag = held.Appointment.ETag;
                    return Answers.Ok(
                        new HoldAnswer(held.Appointment.Reference, held.Pass, held.Appointment.HeldUntil, held.Appointment),
                        StatusCodes.Status201Created);
                });
    }
}

internal sealed record HoldAnswer(string Reference, string Pass, DateTimeOffset? ExpiresAt, AppointmentView Appointment);
