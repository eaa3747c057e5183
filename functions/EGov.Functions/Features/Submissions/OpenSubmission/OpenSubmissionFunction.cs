using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.OpenSubmission;

/// <summary>An officer opens a submission: it is noted who and when, then decrypted.</summary>
public sealed class OpenSubmissionFunction(DepartmentCases cases, OwnCases views, IAccessLog accesses, IFormLibrary library, TimeProvider time)
{
    [Function("OpenSubmission")]
    [RequiresPermission(Permission.HandleSubmissions)]
    [Audited(AuditAction.Read, AuditPurpose.ProcessCase, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/submissions/{reference}")] HttpRequest request,
        string department,
        string reference,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var opened = await cases.OpenAsync(
            caller,
            department,
            reference,
            @case => accesses.AddAsync(@case.Person, @case.Reference, caller.Person, new Access(time.GetUtcNow(), department, null, AuditPurpose.ProcessCase), cancellation),
            cancellation);
        if (opened.Refused is { } refusal)
        {
            return request.Problem(refusal);
        }

        var (stored, contents) = opened.Value;
        request.HttpContext.Response.Headers.ETag = stored.Version;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new OpenedCaseView(
            await views.ViewAsync(stored.Case, cancellation),
            SubmittedAnswers.DefinitionOf(await library.FindAsync(stored.Case.FormId, stored.Case.FormVersion, cancellation)),
            contents));
    }
}

internal sealed record OpenedCaseView : CaseView
{
    public OpenedCaseView(CaseView view, JsonElement? definition, SubmissionContents contents)
        : base(view) =>
        (Definition, Answers, Attachments) = (definition, contents.Answers, [.. contents.Files.Select(SubmittedFileView.Of)]);

    public JsonElement? Definition { get; }

    public JsonObject Answers { get; }

    public IReadOnlyList<SubmittedFileView> Attachments { get; }
}
