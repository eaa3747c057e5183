using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetAppointment;

/// <summary>How an appointment stands, and who has looked at its details.</summary>
public sealed class GetAppointmentFunction(OwnAppointments own, IAccessLog accesses)
{
    [Function("GetAppointment")]
    [AllowAnonymous]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/{reference}")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var found = await own.OpenAsync(request, reference, cancellation);
        if (found.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var noted = accesses.ListAsync(found.Value.Person, found.Value.Reference, cancellation);
        var view = await own.ViewAsync(found.Value, cancellation);
        return request.Appointment(new AccessedAppointmentView(view, await noted));
    }
}

/// <summary>An appointment, and who has opened its details.</summary>
internal sealed record AccessedAppointmentView : AppointmentView
{
    public AccessedAppointmentView(AppointmentView view, IReadOnlyList<Access> accesses)
        : base(view) => Accesses = accesses;

    /// <summary>The department and the instant of each opening, newest first.</summary>
    public IReadOnlyList<Access> Accesses { get; }
}
