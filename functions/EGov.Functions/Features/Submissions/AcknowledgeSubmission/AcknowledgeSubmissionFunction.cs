using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.AcknowledgeSubmission;

/// <summary>A department takes a submission on.</summary>
public sealed class AcknowledgeSubmissionFunction(Deed deed, OwnCases views)
{
    [Function("AcknowledgeSubmission")]
    [RequiresPermission(Permission.HandleSubmissions)]
    [AuditedByEvent(Topics.CaseMoved)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/submissions/{reference}/acknowledgement")] HttpRequest request,
        string department,
        string reference,
        CancellationToken cancellation) =>
        request.DeedAsync<AcknowledgeSubmissionCommand>(
            request.Caller().Person,
            _ => null,
            (by, _) => deed.DoAsync(
                reference,
                by,
                @case => DepartmentCases.May(request.Caller(), department, @case),
                (@case, act) => @case.Acknowledge(act),
                cancellation),
            stored => views.ViewAsync(stored.Case, cancellation),
            cancellation);
}

/// <summary>The department has it.</summary>
/// <param name="LeaseId">The lease it was found under, for the sender's own books.</param>
public sealed record AcknowledgeSubmissionCommand(string? LeaseId);
