using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Catalogue.GetHealth;

/// <summary>Answers when the application serves; it starts to serve only after it has read its forms from storage.</summary>
public sealed class GetHealthFunction
{
    [Function("GetHealth")]
    [AllowAnonymous]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new Health("serving"));
    }
}

internal sealed record Health(string Status);
