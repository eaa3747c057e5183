using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Accounts.ListAccesses;

/// <summary>Which department has opened what of the caller's cases and appointments, when and why: newest first.</summary>
public sealed class ListAccessesFunction(IAccessLog accesses, IAppointmentList appointments)
{
    private const int Most = 500;

    [Function("ListAccesses")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Read, AuditPurpose.OwnAffairs)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/accesses")] HttpRequest request,
        CancellationToken cancellation)
    {
        var person = request.Caller().Person;
        var ofCases = accesses.ListAllAsync(person, cancellation);
        var listed = await appointments.ListAsync(person, cancellation);
        var ofAppointments = await Task.WhenAll(listed.Select(one => accesses.ListAllAsync(one.Person, cancellation)));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new AccessList(
        [
            .. (await ofCases).Select(one => AccessListItem.Of(one, AccessSubject.Case))
                .Concat(ofAppointments.SelectMany(some => some).Select(one => AccessListItem.Of(one, AccessSubject.Appointment)))
                .OrderByDescending(one => one.At)
                .Take(Most),
        ]));
    }
}

internal sealed record AccessList(IReadOnlyList<AccessListItem> Accesses);

/// <summary>What was opened.</summary>
internal enum AccessSubject
{
    Case,
    Appointment,
}

/// <param name="What">The attachment that was opened; null for the answers or the details.</param>
internal sealed record AccessListItem(
    DateTimeOffset At,
    string Department,
    AccessSubject Subject,
    Reference Reference,
    string? What,
    AuditPurpose Purpose,
    Text Why)
{
    public static AccessListItem Of(PersonAccess one, AccessSubject subject) =>
        new(one.Access.At, one.Access.Department, subject, one.Reference, one.Access.What, one.Access.Purpose, one.Access.Why);
}
