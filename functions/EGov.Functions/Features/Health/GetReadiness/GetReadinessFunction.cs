using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Auditing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Health.GetReadiness;

/// <summary>Says whether calls would succeed here: 200 when everything that they depend on answers, 503 when something does not.</summary>
public sealed class GetReadinessFunction(Readiness readiness)
{
    [Function("GetReadiness")]
    [AllowAnonymous]
    [NothingPersonal]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var state = await readiness.ReadAsync();
        return Results.Json(
            state, Json.Options, statusCode: state.Status == HealthState.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
