using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The appointment that a pass opens, and how it stands.</summary>
public sealed class OwnAppointments(IAppointmentStore store, ISessionBook book, RuleBook rules, TimeProvider time)
{
    /// <summary>Not there when another appointment has taken its place since.</summary>
    public async Task<Outcome<Appointment>> FindAsync(Pass pass, CancellationToken cancellation) =>
        await store.FindAsync(pass.Service, pass.Person, cancellation) is { } found && found.Reference.Value == pass.Reference
            ? found
            : new Refusal("not-found");

    public async Task<AppointmentView> ViewAsync(Appointment appointment, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var seats = appointment.Cancelled
            ? []
            : await book.DecideAsync(
                appointment.Claim.Session,
                session => new Decision<IReadOnlyList<Seat>>(null, session.Of(appointment.Claim.Id, now), Refused: true),
                cancellation);
        return View(appointment, seats);
    }

    public AppointmentView View(Appointment appointment, IReadOnlyList<Seat> seats) =>
        AppointmentView.Of(appointment, seats, Plan(appointment.Claim.Session));

    /// <summary>The plan of a session; null when the rules have it no more.</summary>
    public SessionPlan? Plan(SessionKey key) => rules.Service(key.Service) is { } service
        ? rules.Sessions(service, key.Office, key.Date).FirstOrDefault(plan => plan.Key == key)
        : null;
}
