using System.Text.Json;
using EGov.Functions.Events;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.SubmitForm;

/// <summary>A person submits a form.</summary>
public sealed class SubmitFormFunction(SubmitFormHandler handler, RightOfWay way)
{
    [Function("SubmitForm")]
    [RequiresPermission(Permission.UseForms)]
    [AuditedByEvent(Topics.SubmissionReceived)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "submissions")] HttpRequest request,
        CancellationToken cancellation)
    {
        var key = request.IdempotencyKey();
        if (key.Refused is { } noKey)
        {
            return request.Problem(noKey);
        }

        var body = await request.ReadAsync<SubmitFormCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await way.TakeAsync(() => handler.HandleAsync(request.Caller().Person, key.Value, body.Value, cancellation)),
                accepted =>
                {
                    request.HttpContext.Response.Headers.Location = $"/api/submissions/{accepted.Reference}";
                    return Answers.Ok(accepted, StatusCodes.Status201Created);
                });
    }
}

/// <summary>The answers, the version of the form they were made with, and the language (<c>en</c>, <c>tc</c>, <c>sc</c>) they were made in.</summary>
public sealed record SubmitFormCommand(string? FormId, int FormVersion, string? DraftId, JsonElement Answers, string? Language);
