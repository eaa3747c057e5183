using EGov.Domain;

namespace EGov.Functions.Features.Appointments.CancelAppointment;

/// <summary>Ends an appointment, then gives its seats back. Cancelling what is cancelled changes nothing.</summary>
public sealed class CancelAppointmentHandler(
    IAppointmentStore store,
    ISessionBook book,
    ISettlements settlements,
    OwnAppointments own,
    TimeProvider time)
{
    public async Task<Outcome<AppointmentView>> HandleAsync(Pass pass, string ifMatch, CancellationToken cancellation)
    {
        var found = await own.FindAsync(pass, cancellation);
        if (found.Refused is { } notThere)
        {
            return notThere;
        }

        var appointment = found.Value;
        var view = await own.ViewAsync(appointment, cancellation);
        if (view.Status is AppointmentStatus.Cancelled)
        {
            return view;
        }

        if (own.Unchangeable(appointment, view, ifMatch) is { } refusal)
        {
            return refusal;
        }

        var promise = await settlements.PromiseAsync(new Settlement(appointment.Service, appointment.Person, appointment.Claim), cancellation);
        var cancelled = appointment with { Cancelled = true, Offer = null, Watch = null, Sequence = appointment.Sequence + 1 };
        if (!await store.ReplaceAsync(cancelled, cancellation)
            && await store.FindAsync(appointment.Service, appointment.Person, cancellation) is not { Cancelled: true })
        {
            settlements.Withdraw(promise);
            return new Refusal("changed-meanwhile");
        }

        var now = time.GetUtcNow();
        await book.ReleaseAsync(appointment.Claim, RestPeriod.After(now), cancellation);
        await book.LetGoAsync(appointment.Offer, now, cancellation);
        settlements.Keep(promise, AppointmentEvents.Of(cancelled, now));
        return own.View(cancelled, Standing.None);
    }
}
