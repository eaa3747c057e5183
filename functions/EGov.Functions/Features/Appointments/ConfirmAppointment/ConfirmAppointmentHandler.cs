using EGov.Domain;

namespace EGov.Functions.Features.Appointments.ConfirmAppointment;

/// <summary>Makes a hold an appointment: one conditional write, to the session that judges.</summary>
public sealed class ConfirmAppointmentHandler(People people, ISessionBook book, ISettlements settlements, OwnAppointments own, TimeProvider time)
{
    public async Task<Outcome<AppointmentView>> HandleAsync(Pass pass, string idempotencyKey, CancellationToken cancellation)
    {
        var call = people.Claim(pass.Person, $"confirm {idempotencyKey}");
        var now = time.GetUtcNow();
        var promise = await settlements.PromiseAsync(new Settlement(pass.Service, pass.Person, pass.Claim), cancellation);
        var confirmed = await book.ConfirmAsync(pass.Claim, call, now, cancellation);
        if (confirmed.Refused is { } refused)
        {
            settlements.Withdraw(promise);
            return refused;
        }

        settlements.Keep(promise, AppointmentEvents.Booked(pass, now));
        return AppointmentView.Of(pass, confirmed.Value, own.Plan(pass.Claim.Session));
    }
}
