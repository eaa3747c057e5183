using EGov.Functions.Features.Forms.ListForms;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.PublishForm;

/// <summary>A department publishes a form document: a new form, or a new version of one.</summary>
public sealed class PublishFormFunction(PublishFormHandler handler)
{
    [Function("PublishForm")]
    [RequiresPermission(Permission.PublishForms)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "forms")] HttpRequest request,
        CancellationToken cancellation)
    {
        var document = await request.ReadBytesAsync(cancellation);
        return document.Refused is { } unreadable
            ? request.Problem(unreadable)
            : request.Answer(
                await handler.HandleAsync(document.Value, cancellation),
                form => Results.Created($"/api/forms/{form.Id}/versions/{form.Version}", FormListItem.Of(form)));
    }
}
