using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Accounts.GetMe;

/// <summary>Who the caller is to the service, and what the caller may do.</summary>
public sealed class GetMeFunction
{
    [Function("GetMe")]
    [RequiresPermission(Permission.SeeOwnIdentity)]
    [NothingPersonal]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request)
    {
        var caller = request.Caller();
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new Me(caller.Name, caller.Roles, caller.Department, [.. caller.Permissions.Order()]));
    }
}

internal sealed record Me(string? Name, IReadOnlyList<string> Roles, string? Department, IReadOnlyList<Permission> Permissions);
