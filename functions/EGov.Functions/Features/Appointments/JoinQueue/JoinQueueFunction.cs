using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.JoinQueue;

/// <summary>Joins the waiting room of a release. The call needs no Idempotency-Key: the person is one.</summary>
public sealed class JoinQueueFunction(Passes passes, JoinQueueHandler handler)
{
    [Function("JoinQueue")]
    [AllowAnonymous]
    [Limited(CallLimit.Joins)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/queue")] HttpRequest request,
        CancellationToken cancellation)
    {
        var body = await request.ReadAsync<JoinQueueCommand>(cancellation);
        if (body.Refused is { } unreadable)
        {
            return request.Problem(unreadable);
        }

        var command = body.Value.Value;
        Pass? pass = null;
        if (command.Reference is { } reference)
        {
            var read = passes.Read(request, reference);
            if (read.Refused is { } notTheirs)
            {
                return request.Problem(notTheirs);
            }

            pass = read.Value;
        }

        return request.Answer(await handler.HandleAsync(command, pass, cancellation), joined =>
        {
            request.Ask(joined.Place);
            return Answers.Ok(joined, StatusCodes.Status201Created);
        });
    }
}
