using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.GetFormVersion;

/// <summary>One version of a form for ever, also after it was retired: what was submitted must stay readable.</summary>
public sealed class GetFormVersionFunction(IFormLibrary library)
{
    [Function("GetFormVersion")]
    [AllowAnonymous]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "forms/{formId}/versions/{version:int}")] HttpRequest request,
        string formId,
        int version,
        CancellationToken cancellation) =>
        await library.FindAsync(formId, version, cancellation) is { } form
            ? form.AsResult(request, "public, max-age=31536000, immutable")
            : request.Problem(new Refusal("form-unknown"));
}
