using System.Text.Json;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.SaveDraft;

/// <summary>Saves what was typed so far. It may be incomplete and wrong: it is checked when it is submitted.</summary>
public sealed class SaveDraftFunction(SaveDraftHandler handler)
{
    [Function("SaveDraft")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "draftId")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "drafts/{draftId}")] HttpRequest request,
        string draftId,
        CancellationToken cancellation)
    {
        var ifMatch = request.IfMatch();
        if (ifMatch.Refused is { } unconditional)
        {
            return request.Problem(unconditional);
        }

        var body = await request.ReadAsync<SaveDraftCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await handler.HandleAsync(request.Caller().Person, draftId, ifMatch.Value, body.Value.Value, cancellation),
                saved =>
                {
                    request.HttpContext.Response.Headers.ETag = saved.Version;
                    return Answers.Ok(saved.View);
                });
    }
}

/// <summary>What was typed so far, and the page the person is on.</summary>
public sealed record SaveDraftCommand(JsonElement Answers, string? Page);
