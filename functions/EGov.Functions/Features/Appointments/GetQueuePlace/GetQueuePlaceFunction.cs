using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetQueuePlace;

/// <summary>The place of a ticket. Thousands ask every few seconds: all of them share what was read at most a second ago, and nothing is written.</summary>
public sealed class GetQueuePlaceFunction(IRuleLibrary library, QueueTickets tickets, IWaitingRooms rooms, TimeProvider time)
{
    [Function("GetQueuePlace")]
    [AllowAnonymous]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/queue")] HttpRequest request,
        CancellationToken cancellation) => request.Answer(await PlaceAsync(QueueTickets.Shown(request), cancellation), place =>
        {
            request.Ask(place);
            return Answers.Ok(place);
        });

    private async Task<Outcome<QueuePlace>> PlaceAsync(string? shown, CancellationToken cancellation)
    {
        var read = tickets.Read(shown);
        if (read.Refused is { } refusal)
        {
            return refusal;
        }

        var ticket = read.Value;
        return library.Current.RushAt(ticket.Service, ticket.ReleaseAt) is { } rush
            ? QueuePlace.Of(rush, await rooms.QueueAsync(rush, cancellation), ticket.Number, time.GetUtcNow())
            : new Refusal("queue-not-open");
    }
}
