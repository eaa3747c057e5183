using EGov.Domain;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.RemoveWatch;

/// <summary>A person wants no earlier seat any more. What is offered already stays good.</summary>
public sealed class RemoveWatchFunction(OwnAppointments own, IAppointmentStore store, IWatchList list)
{
    [Function("RemoveWatch")]
    [AllowAnonymous]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "appointments/{reference}/watch")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var found = await own.OpenAsync(request, reference, cancellation);
        if (found.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        if (found.Value is { Watch: { } watch } appointment)
        {
            if (!await store.ReplaceAsync(appointment with { Watch = null }, cancellation))
            {
                return request.Problem(new Refusal("changed-meanwhile"));
            }

            await list.RemoveAsync(WatchLead.Of(appointment, watch), cancellation);
        }

        return Results.NoContent();
    }
}
