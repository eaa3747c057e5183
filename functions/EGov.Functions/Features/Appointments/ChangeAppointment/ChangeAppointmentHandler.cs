using EGov.Domain;
using EGov.Functions.Hosting.Limits;

namespace EGov.Functions.Features.Appointments.ChangeAppointment;

/// <summary>
/// Moves an appointment: the new seats are booked, then the appointment points to them, then the old ones are given up. Whoever dies in
/// between leaves two claims, of which the one that does not count is released by the promise. The person never has none.
/// </summary>
public sealed class ChangeAppointmentHandler(
    IRuleLibrary library,
    Turns turns,
    CallLimits limits,
    Availability availability,
    People people,
    IAppointmentStore store,
    ISessionBook book,
    ISettlements settlements,
    OwnAppointments own,
    TimeProvider time)
{
    public async Task<Outcome<AppointmentView>> HandleAsync(
        Pass pass,
        string idempotencyKey,
        string ifMatch,
        ChangeAppointmentCommand command,
        string? ticket,
        CancellationToken cancellation)
    {
        var found = await own.FindAsync(pass, cancellation);
        if (found.Refused is { } notThere)
        {
            return notThere;
        }

        var appointment = found.Value;
        var now = time.GetUtcNow();
        var claimId = people.Claim(appointment.Person, $"change {idempotencyKey}");
        var view = await own.ViewAsync(appointment, cancellation);
        if (appointment.Claim.Id == claimId)
        {
            return view;
        }

        var unchangeable = view.Status is AppointmentStatus.Held ? new Refusal("appointment-ended") : own.Unchangeable(appointment, view, ifMatch);
        if (unchangeable is not null)
        {
            return unchangeable;
        }

        var slots = new Slots(library.Current);
        var named = slots.Class(appointment.Service, appointment.Class);
        if (named.Refused is { } noMore)
        {
            return noMore;
        }

        var (service, @class) = named.Value;
        var stay = appointment.Details.Stay;
        var slot = slots.Find(service, @class, command.Office, command.Date, command.Time, appointment.Party, stay, now);
        if (slot.Refused is { } refusal)
        {
            return refusal;
        }

        var offered = slot.Value;
        var person = appointment.Person;
        var notNow = limits.OfPerson(CallLimit.Holds, person)
            ?? await turns.LackingAsync(offered.Rules, service, offered.Plan.Key.Date, person, ticket, now, cancellation);
        if (notNow is not null)
        {
            return notNow;
        }

        var claim = offered.Claim(claimId);
        var promise = await settlements.PromiseAsync(new Settlement(appointment.Service, appointment.Person, claim), cancellation);
        if (await TakeAsync(offered, claim, appointment, now, cancellation) is not Taking.Taken and var not)
        {
            settlements.Withdraw(promise);
            return not is Taking.Revoked
                ? new Refusal("changed-meanwhile")
                : await availability.TakenAsync(offered, @class, stay, appointment.Party, cancellation);
        }

        var moved = appointment.MovedTo(claim);
        if (!await store.ReplaceAsync(moved, cancellation))
        {
            // Somebody changed it at the same time; unless it was this very call, whose answer was lost.
            var there = await store.FindAsync(appointment.Service, appointment.Person, cancellation);
            if (there?.Claim.Id != claim.Id)
            {
                await book.ReleaseAsync(claim, now, cancellation);
                settlements.Withdraw(promise);
                return new Refusal("changed-meanwhile");
            }
        }

        await book.ReleaseAsync(appointment.Claim, RestPeriod.After(now), cancellation);
        await book.LetGoAsync(appointment.Offer, now, cancellation);
        settlements.Keep(promise, AppointmentEvents.Of(moved, now));
        return await own.ViewAsync(moved, cancellation);
    }

    private Task<Taking> TakeAsync(OfferedSlot offered, Claim claim, Appointment appointment, DateTimeOffset now, CancellationToken cancellation) =>
        book.DecideAsync(
            claim.Session,
            session => session.Claim(offered.Plan, offered.Released, offered.Slot, appointment.Party, appointment.OwnerOf(claim), now, until: null) is { } taken
                ? new Decision<Taking>(taken, Taking.Taken)
                : new Decision<Taking>(null, session.IsRevoked(claim.Id) ? Taking.Revoked : Taking.Full, OnFresh: true),
            cancellation);

    private enum Taking
    {
        Taken,
        Full,

        /// <summary>This very call came before, hung, and was settled as dead.</summary>
        Revoked,
    }
}

/// <summary>Where to.</summary>
public sealed record ChangeAppointmentCommand(string? Office, DateOnly? Date, string? Time);
