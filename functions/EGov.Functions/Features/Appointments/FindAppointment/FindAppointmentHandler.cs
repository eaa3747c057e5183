using System.Security.Cryptography;
using System.Text;
using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Limits;

namespace EGov.Functions.Features.Appointments.FindAppointment;

/// <summary>
/// Finds an appointment for whoever knows the document, the date of birth and the enquiry code. Five wrong tries lock it for a while. Every
/// refusal is the same one, so that it does not tell whether there is an appointment.
/// </summary>
public sealed class FindAppointmentHandler(
    IRuleLibrary library,
    People people,
    CallLimits limits,
    IAppointmentStore store,
    OwnAppointments own,
    Passes passes,
    IAuditTrail trail,
    TimeProvider time)
{
    private const int MostWrongTries = 5;
    private const int Attempts = 10;

    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(30);

    public async Task<Outcome<FoundAppointment>> HandleAsync(FindAppointmentCommand command, CancellationToken cancellation)
    {
        if (command.Service is null || library.Current.Service(command.Service) is not { } service)
        {
            return new Refusal("service-unknown", "service");
        }

        var document = DocumentNamed.Read(command.Document, service);
        if (document.Refused is { } refusal)
        {
            return refusal;
        }

        if (command.EnquiryCode is not { Length: 4 } code || command.DateOfBirth is not { } birth)
        {
            return new Refusal("lookup-refused");
        }

        var person = people.Of(service.Id, command.Document!.Type!, document.Value);
        if (limits.OfPerson(CallLimit.Lookups, person) is { } tooMany)
        {
            return tooMany;
        }

        // Whether there is an appointment or not, and whether they are its person or not: how long it takes tells nobody either.
        await trail.RecordAsync(
            AuditActor.Holder(person).Entry(time.GetUtcNow(), AuditAction.Read, person, AuditPurpose.OwnAffairs, "FindAppointment"),
            cancellation);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = time.GetUtcNow();
            if (await store.FindAsync(service.Id, person, cancellation) is not { } found || found.Proof.LockedUntil > now)
            {
                return new Refusal("lookup-refused");
            }

            var right = Same(found.Proof.Code, people.Code(person, code)) & Same(found.Proof.Birth, people.Birth(person, birth));
            if (right && found.Proof is { WrongTries: 0, LockedUntil: null })
            {
                return await AnswerAsync(found, cancellation);
            }

            // Every try is counted by a conditional write before it is answered: guesses at once do not get more tries than guesses in turn.
            var tries = right ? 0 : found.Proof.WrongTries + 1;
            var proof = found.Proof with
            {
                WrongTries = tries >= MostWrongTries ? 0 : tries,
                LockedUntil = tries >= MostWrongTries ? now + Lock : null,
            };
            if (await store.ReplaceAsync(found with { Proof = proof }, cancellation))
            {
                return right ? await AnswerAsync(found, cancellation) : new Refusal("lookup-refused");
            }
        }

        return new Refusal("try-again-soon");
    }

    private async Task<Outcome<FoundAppointment>> AnswerAsync(Appointment found, CancellationToken cancellation) =>
        new FoundAppointment(passes.Of(found), await own.ViewAsync(found, cancellation));

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}

/// <summary>What a person without an account proves themselves with.</summary>
public sealed record FindAppointmentCommand(string? Service, DocumentNamed? Document, DateOnly? DateOfBirth, string? EnquiryCode);

/// <summary>The appointment, and what lets its bearer act on it for an hour.</summary>
public sealed record FoundAppointment(string Pass, AppointmentView Appointment);
