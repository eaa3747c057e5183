using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.SetWatch;

/// <summary>A person asks to be offered an earlier seat when one is given back.</summary>
public sealed class SetWatchFunction(Passes passes, SetWatchHandler handler)
{
    [Function("SetWatch")]
    [AllowAnonymous]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "appointments/{reference}/watch")] HttpRequest request,
        string reference,
        CancellationToken cancellation)
    {
        var pass = passes.Read(request, reference);
        if (pass.Refused is { } noPass)
        {
            return request.Problem(noPass);
        }

        var body = await request.ReadAsync<SetWatchCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Appointment(await handler.HandleAsync(pass.Value, body.Value.Value, cancellation));
    }
}

/// <summary>Which seats are wanted.</summary>
/// <param name="Before">Only dates before this one; else any that is earlier than the appointment.</param>
/// <param name="Offices">Only at these; else at all that do the service.</param>
public sealed record SetWatchCommand(DateOnly? Before, IReadOnlyList<string>? Offices);
