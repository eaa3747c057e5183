using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Limits;

namespace EGov.Functions.Features.Appointments.JoinQueue;

/// <summary>Gives whoever comes to a release a ticket. Joining again gives the same one, so nobody improves their luck by it.</summary>
public sealed class JoinQueueHandler(
    IRuleLibrary library, People people, CallLimits limits, IWaitingRooms rooms, QueueTickets tickets, TimeProvider time)
{
    /// <param name="pass">Of an appointment that is to be moved: it stands for the document.</param>
    public async Task<Outcome<JoinedQueue>> HandleAsync(JoinQueueCommand command, Pass? pass, CancellationToken cancellation)
    {
        var rules = library.Current;
        if (command.Service is null || rules.Service(command.Service) is not { } service)
        {
            return new Refusal("service-unknown", "service");
        }

        var known = Person(command, pass, service);
        if (known.Refused is { } refusal)
        {
            return refusal;
        }

        if (command.Date is not { } date || rules.RushOf(service, date, time.GetUtcNow()) is not { } rush)
        {
            return new Refusal("queue-not-open", "date");
        }

        var person = known.Value;
        if (limits.OfPerson(CallLimit.Joins, person) is { } tooMany)
        {
            return tooMany;
        }

        var number = await rooms.NumberAsync(rush, person, cancellation);
        var queue = await rooms.QueueAsync(rush, cancellation);
        return new JoinedQueue(
            tickets.Of(new QueueTicket(service.Id, rush.ReleaseAt, person, number)), QueuePlace.Of(rush, queue, number, time.GetUtcNow()));
    }

    private Outcome<string> Person(JoinQueueCommand command, Pass? pass, ServiceRules service)
    {
        if (pass is not null)
        {
            return pass.Service == service.Id ? pass.Person : new Refusal("pass-invalid");
        }

        var document = DocumentNamed.Read(command.Document, service);
        return document.Refused is { } refusal ? refusal : people.Of(service.Id, command.Document!.Type!, document.Value);
    }
}

/// <summary>Who wants seats of which date: a document, or the reference of an appointment whose pass goes with the call.</summary>
public sealed record JoinQueueCommand(string? Service, DateOnly? Date, DocumentNamed? Document, string? Reference);

/// <summary>The ticket, and the place that it stands for.</summary>
public sealed record JoinedQueue(string Ticket, QueuePlace Place);
