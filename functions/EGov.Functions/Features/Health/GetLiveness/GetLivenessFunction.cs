using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Health.GetLiveness;

/// <summary>Answers while the process serves, whatever else is away: restarting it would not bring that back.</summary>
public sealed class GetLivenessFunction
{
    [Function("GetLiveness")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new HealthState(HealthState.Healthy));
    }
}
