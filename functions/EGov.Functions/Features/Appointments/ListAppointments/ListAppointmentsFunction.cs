using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListAppointments;

/// <summary>The appointments that the caller made when signed in, each with a pass to act on it: signing in proves as much as the enquiry code.</summary>
public sealed class ListAppointmentsFunction(IAppointmentList list, IAppointmentStore store, OwnAppointments own, Passes passes)
{
    [Function("ListAppointments")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments")] HttpRequest request,
        CancellationToken cancellation)
    {
        var account = request.Caller().Person;
        var found = await Task.WhenAll((await list.ListAsync(account, cancellation)).Select(async listed =>
            await store.FindAsync(listed.Service, listed.Person, cancellation) is { } appointment && appointment.Account == account
                ? new OwnAppointment(passes.Of(appointment), await own.ViewAsync(appointment, cancellation))
                : null));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new AppointmentList(
            [.. found.OfType<OwnAppointment>().OrderBy(one => one.Appointment.Date).ThenBy(one => one.Appointment.Time, StringComparer.Ordinal)]));
    }
}

internal sealed record AppointmentList(IReadOnlyList<OwnAppointment> Appointments);

/// <summary>An appointment, and what lets its bearer act on it for an hour.</summary>
internal sealed record OwnAppointment(string Pass, AppointmentView Appointment);
