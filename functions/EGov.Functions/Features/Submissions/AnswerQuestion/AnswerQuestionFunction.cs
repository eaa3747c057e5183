using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.AnswerQuestion;

/// <summary>The applicant answers the department's question.</summary>
public sealed class AnswerQuestionFunction(Deed deed, OwnCases own)
{
    [Function("AnswerQuestion")]
    [RequiresPermission(Permission.UseForms)]
    [AuditedByEvent(Topics.CaseMoved)]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "submissions/{reference}/questions/{questionId}/answer")] HttpRequest request,
        string reference,
        string questionId,
        CancellationToken cancellation) =>
        request.DeedAsync<TextCommand>(
            actor: "applicant",
            command => PlainTexts.Check(command.Text, "text"),
            (by, command) => deed.DoAsync(
                reference,
                by,
                @case => @case.Person == by.Person,
                (@case, act) => @case.Answer(act, questionId, command.Text!.Trim()),
                cancellation),
            stored => own.ViewWithAccessesAsync(stored.Case, cancellation),
            cancellation);
}
