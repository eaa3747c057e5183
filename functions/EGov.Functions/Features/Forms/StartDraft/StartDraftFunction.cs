using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.StartDraft;

/// <summary>Begins a form, or finds the draft that the person began before: pressing the button twice makes one draft.</summary>
public sealed class StartDraftFunction(StartDraftHandler handler)
{
    [Function("StartDraft")]
    [RequiresPermission(Permission.UseForms)]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "drafts")] HttpRequest request,
        CancellationToken cancellation)
    {
        var body = await request.ReadAsync<StartDraftCommand>(cancellation);
        return body.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await handler.HandleAsync(request.Caller().Person, body.Value.Value, cancellation),
                started =>
                {
                    request.HttpContext.Response.Headers.ETag = started.Version;
                    request.HttpContext.Response.Headers.Location = $"/api/drafts/{started.View.DraftId}";
                    return Answers.Ok(started.View, started.New ? StatusCodes.Status201Created : StatusCodes.Status200OK);
                });
    }
}

/// <summary>The form to begin.</summary>
public sealed record StartDraftCommand(string? FormId);
