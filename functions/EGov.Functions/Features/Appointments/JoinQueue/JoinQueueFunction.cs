using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.JoinQueue;

/// <summary>Joins the waiting room of a release. The call needs no Idempotency-Key: the person is one.</summary>
public sealed class JoinQueueFunction(JoinQueueHandler handler)
{
    [Function("JoinQueue")]
    [AllowAnonymous]
    [Limited(CallLimit.Joins)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/queue")] HttpRequest request,
        CancellationToken cancellation)
    {
        var body = await request.ReadAsync<JoinQueueCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(await handler.HandleAsync(body.Value.Value, cancellation), joined =>
            {
                request.Ask(joined.Place);
                return Answers.Ok(joined, StatusCodes.Status201Created);
            });
    }
}
