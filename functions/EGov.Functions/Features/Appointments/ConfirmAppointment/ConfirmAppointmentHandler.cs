using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.ConfirmAppointment;

/// <summary>Makes a hold an appointment: one conditional write, to the session that judges.</summary>
public sealed class ConfirmAppointmentHandler(People people, ISessionBook book, OwnAppointments own, TimeProvider time)
{
    public async Task<Outcome<AppointmentView>> HandleAsync(Pass pass, string idempotencyKey, CancellationToken cancellation)
    {
        var call = people.Claim(pass.Person, $"confirm {idempotencyKey}");
        var now = time.GetUtcNow();
        var confirmed = await book.DecideAsync(
            pass.Claim.Session,
            session =>
            {
                var outcome = session.Confirm(pass.Claim.Id, call, now);
                return outcome.Refused is { } refusal
                    ? new Decision<Outcome<IReadOnlyList<Seat>>>(null, refusal, OnFresh: true)
                    : new Decision<Outcome<IReadOnlyList<Seat>>>(
                        outcome.Value,
                        Outcome<IReadOnlyList<Seat>>.Of(outcome.Value.Of(pass.Claim.Id, now)));
            },
            cancellation);
        return confirmed.Refused is { } refused ? refused : AppointmentView.Of(pass, confirmed.Value, own.Plan(pass.Claim.Session));
    }
}
