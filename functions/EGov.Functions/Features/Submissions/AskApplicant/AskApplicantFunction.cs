using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.AskApplicant;

/// <summary>A department asks the applicant.</summary>
public sealed class AskApplicantFunction(Deed deed, OwnCases views)
{
    [Function("AskApplicant")]
    [RequiresPermission(Permission.HandleSubmissions)]
    [AuditedByEvent(Topics.CaseMoved)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/submissions/{reference}/questions")] HttpRequest request,
        string department,
        string reference,
        CancellationToken cancellation) =>
        request.DeedAsync<TextCommand>(
            request.Caller().Person,
            command => PlainTexts.Check(command.Text, "text"),
            (by, command) => deed.DoAsync(
                reference,
                by,
                @case => DepartmentCases.May(request.Caller(), department, @case),
                (@case, act) => @case.Ask(act, command.Text!.Trim()),
                cancellation),
            stored => views.ViewAsync(stored.Case, cancellation),
            cancellation);
}
