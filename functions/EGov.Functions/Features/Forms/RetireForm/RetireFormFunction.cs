using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.RetireForm;

/// <summary>A version is no longer accepted. What was submitted with it stays.</summary>
public sealed class RetireFormFunction(IFormStore store, IFormLibrary library)
{
    [Function("RetireForm")]
    [RequiresPermission(Permission.PublishForms)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "forms/{formId}/versions/{version:int}/retirement")] HttpRequest request,
        string formId,
        int version,
        CancellationToken cancellation)
    {
        if (await library.FindAsync(formId, version, cancellation) is null
            || !await store.RetireAsync(formId, version, cancellation))
        {
            return request.Problem(new Refusal("form-unknown"));
        }

        await library.RefreshAsync(cancellation);
        return Results.NoContent();
    }
}
