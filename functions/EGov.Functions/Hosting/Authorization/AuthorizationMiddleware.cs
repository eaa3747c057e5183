using System.Collections.Frozen;
using System.Reflection;
using EGov.Domain;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.Functions.Hosting.Authorization;

/// <summary>
/// Lets an HTTP call through when its function says that anyone may call it, or when the caller's token holds the
/// permission that the function names. A function that says neither is denied.
/// </summary>
public sealed class AuthorizationMiddleware : IFunctionsWorkerMiddleware
{
    private static readonly FrozenDictionary<string, Rule> Rules = FunctionCatalogue.All
        .ToFrozenDictionary(function => function.Name, function => new Rule(
            function.Method.GetCustomAttribute<AllowAnonymousAttribute>() is not null,
            function.Method.GetCustomAttribute<SignInOptionalAttribute>() is not null,
            function.Method.GetCustomAttribute<RequiresPermissionAttribute>()?.Permission));

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && await RefuseAsync(http, context.FunctionDefinition.Name) is { } refusal)
        {
            if (refusal.Code == "sign-in-required")
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await http.Request.Problem(refusal).ExecuteAsync(http);
            return;
        }

        await next(context);
    }

    private static async Task<Refusal?> RefuseAsync(HttpContext http, string function)
    {
        if (!Rules.TryGetValue(function, out var rule) || (!rule.Anyone && rule.Permission is null))
        {
            return new Refusal("not-permitted");
        }

        if (rule.Anyone && !(rule.KnowsCaller && http.Request.Headers.Authorization.Count > 0))
        {
            return null;
        }

        var ticket = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!ticket.Succeeded || Caller.From(ticket.Principal) is not { } caller)
        {
            return new Refusal("sign-in-required");
        }

        if (rule.Permission is { } needed && !caller.Permissions.Contains(needed))
        {
            return new Refusal("not-permitted");
        }

        http.Admit(caller);
        return null;
    }

    private sealed record Rule(bool Anyone, bool KnowsCaller, Permission? Permission);
}
