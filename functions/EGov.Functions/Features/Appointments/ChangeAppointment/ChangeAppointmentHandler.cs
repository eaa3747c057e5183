using EGov.Domain;

namespace EGov.Functions.Features.Appointments.ChangeAppointment;

/// <summary>
/// Moves an appointment: the new seats are booked, then the appointment points to them, then the old ones are given up. Whoever dies in
/// between leaves two claims, of which the one that does not count is released by the promise. The person never has none.
/// </summary>
public sealed class ChangeAppointmentHandler(
    Slots slots,
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

        if (view.Status is not AppointmentStatus.Booked || HongKong.At(appointment.Claim.Session.Date, appointment.Claim.Time) <= now)
        {
            return new Refusal("appointment-ended");
        }

        if (ifMatch != view.ETag)
        {
            return new Refusal("changed-meanwhile");
        }

        var (service, @class) = slots.Class(appointment.Service, appointment.Class).Value;
        var stay = appointment.Details.Stay;
        var slot = slots.Find(service, @class, command.Office, command.Date, command.Time, appointment.Party, stay, now);
        if (slot.Refused is { } refusal)
        {
            return refusal;
        }

        var offered = slot.Value;
        var claim = new Claim(claimId, offered.Plan.Key, offered.Slot, offered.Plan.TimeOf(offered.Slot));
        var promise = await settlements.PromiseAsync(new Settlement(appointment.Service, appointment.Person, claim.Id, claim.Session), cancellation);
        if (!await TakeAsync(offered, claim, appointment, now, cancellation))
        {
            settlements.Withdraw(promise);
            return await availability.TakenAsync(offered, @class, stay, appointment.Party, cancellation);
        }

        var moved = appointment with { Claim = claim, Left = appointment.Claim, Sequence = appointment.Sequence + 1 };
        if (!await store.ReplaceAsync(moved, cancellation))
        {
            // Somebody changed it at the same time; unless it was this very call, whose answer was lost.
            var there = await store.FindAsync(appointment.Service, appointment.Person, cancellation);
            if (there?.Claim.Id != claim.Id)
            {
                await ReleaseAsync(claim, now, cancellation);
                settlements.Withdraw(promise);
                return new Refusal("changed-meanwhile");
            }
        }

        await ReleaseAsync(appointment.Claim, RestPeriod.After(now), cancellation);
        settlements.Withdraw(promise);
        return await own.ViewAsync(moved, cancellation);
    }

    private Task<bool> TakeAsync(OfferedSlot offered, Claim claim, Appointment appointment, DateTimeOffset now, CancellationToken cancellation) =>
        book.DecideAsync(
            claim.Session,
            session => session.Claim(offered.Plan, offered.Released, offered.Slot, appointment.Party, claim.Id, appointment.Person, now, until: null) is { } taken
                ? new Decision<bool>(ReferenceEquals(taken, session) ? null : taken, true)
                : new Decision<bool>(null, false, Refused: true),
            cancellation);

    private Task<bool> ReleaseAsync(Claim claim, DateTimeOffset rest, CancellationToken cancellation) =>
        book.DecideAsync(claim.Session, session => new Decision<bool>(session.Release(claim.Id, rest), true), cancellation);
}

/// <summary>Where to.</summary>
public sealed record ChangeAppointmentCommand(string? Office, DateOnly? Date, string? Time);
