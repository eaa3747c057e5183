using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Catalogue.RefuseUnknownRoute;

/// <summary>
/// Takes what no other function takes, so that a wrong address or method also gets a problem document in the caller's language:
/// 404, or 405 with Allow (RFC 9110 15.5.6) where the address takes other methods.
/// </summary>
public sealed class RefuseUnknownRouteFunction
{
    [Function("RefuseUnknownRoute")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request,
        string? path)
    {
        var allowed = RouteMethods.Of(path ?? "");
        if (allowed.Count == 0 || allowed.Contains(request.Method))
        {
            return request.Problem(new Refusal("route-unknown"));
        }

        request.HttpContext.Response.Headers.Allow = string.Join(", ", allowed);
        return request.Problem(new Refusal("method-not-allowed"));
    }
}
