using EGov.Domain.Submissions;
using EGov.Domain;
using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.DecideSubmission;

/// <summary>A department decides, and says why.</summary>
public sealed class DecideSubmissionFunction(Deed deed, OwnCases views)
{
    [Function("DecideSubmission")]
    [RequiresPermission(Permission.HandleSubmissions)]
    [AuditedByEvent(Topics.CaseMoved)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/submissions/{reference}/decision")] HttpRequest request,
        string department,
        string reference,
        CancellationToken cancellation) =>
        request.DeedAsync<DecideSubmissionCommand>(
            request.Caller().Person,
            command => command.Check(),
            (by, command) => deed.DoAsync(
                reference,
                by,
                @case => DepartmentCases.May(request.Caller(), department, @case),
                (@case, act) => @case.Decide(act, command.Decided, command.Reason!.Trim()),
                cancellation),
            stored => views.ViewAsync(stored.Case, cancellation),
            cancellation);
}

/// <summary>The decision and its reason, which the applicant reads.</summary>
/// <param name="Outcome"><c>approved</c> or <c>refused</c>.</param>
public sealed record DecideSubmissionCommand(string? Outcome, string? Reason)
{
    internal DecisionOutcome Decided => Outcome == "approved" ? DecisionOutcome.Approved : DecisionOutcome.Refused;

    internal Refusal? Check() => Outcome is "approved" or "refused"
        ? PlainTexts.Check(Reason, "reason")
        : new Refusal("outcome-unknown", "outcome");
}
