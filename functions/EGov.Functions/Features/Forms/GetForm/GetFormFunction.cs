using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Forms.GetForm;

/// <summary>The current document of a form.</summary>
public sealed class GetFormFunction(IFormLibrary library)
{
    [Function("GetForm")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "forms/{formId}")] HttpRequest request,
        string formId) =>
        library.Find(formId) is { } form
            ? form.AsResult(request, "public, max-age=60")
            : request.Problem(new Refusal("form-unknown"));
}
