using EGov.Domain;
using EGov.Domain.Appointments;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>The appointment that a pass opens, and how it stands.</summary>
public sealed class OwnAppointments(Passes passes, IAppointmentStore store, ISessionBook book, IRuleLibrary library, TimeProvider time)
{
    /// <summary>The appointment that a call's pass opens.</summary>
    public async Task<Outcome<Appointment>> OpenAsync(HttpRequest request, string reference, CancellationToken cancellation)
    {
        var pass = passes.Read(request, reference);
        return pass.Refused is { } refusal ? refusal : await FindAsync(pass.Value, cancellation);
    }

    /// <summary>Not there when another appointment has taken its place since.</summary>
    public async Task<Outcome<Appointment>> FindAsync(Pass pass, CancellationToken cancellation) =>
        await store.FindAsync(pass.Service, pass.Person, cancellation) is { } found && found.Reference.Value == pass.Reference
            ? found
            : new Refusal("not-found");

    public async Task<AppointmentView> ViewAsync(Appointment appointment, CancellationToken cancellation)
    {
        var standing = appointment.Cancelled ? Standing.None : await book.StandingAsync(appointment.Claim, time.GetUtcNow(), cancellation);
        return View(appointment, standing);
    }

    /// <summary>Why an appointment cannot be changed any more, or not by a caller who has seen that version; null when it can.</summary>
    public Refusal? Unchangeable(Appointment appointment, AppointmentView view, string ifMatch) =>
        view.Status is AppointmentStatus.Cancelled or AppointmentStatus.Lapsed
        || (view.Status is not AppointmentStatus.Closed && HongKong.At(appointment.Claim.Session.Date, appointment.Claim.Time) <= time.GetUtcNow())
            ? new Refusal("appointment-ended")
            : ifMatch != view.ETag ? new Refusal("changed-meanwhile") : null;

    public AppointmentView View(Appointment appointment, Standing standing) =>
        AppointmentView.Of(appointment, standing, Plan(appointment.Claim.Session), time.GetUtcNow());

    /// <summary>The plan of a session; null when the rules have it no more.</summary>
    public SessionPlan? Plan(SessionKey key) => library.Current.Plan(key);
}
