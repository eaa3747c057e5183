using System.Text;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetCalendarFile;

/// <summary>An appointment for the person's own calendar, in the language that they ask for.</summary>
public sealed class GetCalendarFileFunction(OwnAppointments own, IRuleLibrary library, TimeProvider time)
{
    private const int MinutesWithoutAPlan = 15;

    [Function("GetCalendarFile")]
    [AllowAnonymous]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/{reference}/calendar")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var found = await own.OpenAsync(request, reference, cancellation);
        if (found.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var view = await own.ViewAsync(found.Value, cancellation);
        if (view.Status is AppointmentStatus.Lapsed)
        {
            return request.Problem(new Refusal("hold-lapsed"));
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.File(
            Encoding.UTF8.GetBytes(File(found.Value, view, Languages.Named(request.Query["language"]) ?? request.Language()).ToString()), "text/calendar; charset=utf-8", $"{view.Reference}.ics");
    }

    private CalendarFile File(Appointment appointment, AppointmentView view, Language language)
    {
        var (claim, plan) = (appointment.Claim, own.Plan(appointment.Claim.Session));
        var rules = library.Current;
        var office = rules.Office(claim.Session.Office);
        var slots = view.Seats.Select(seat => seat.Time).Distinct().Count();
        var minutes = (plan?.SlotMinutes ?? MinutesWithoutAPlan) * Math.Max(1, slots);
        return new CalendarFile(
            view.Reference,
            view.Sequence,
            view.Status is AppointmentStatus.Cancelled,
            view.Status is AppointmentStatus.Held,
            claim.Session.Date,
            claim.Time,
            claim.Time.AddMinutes(minutes),
            language.Tag(),
            rules.Service(appointment.Service)?.Name.In(language) ?? appointment.Service,
            office is null ? claim.Session.Office : $"{office.Name.In(language)}, {office.Address.In(language)}",
            view.Reference,
            time.GetUtcNow());
    }
}
