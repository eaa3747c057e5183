using System.Collections.Frozen;
using System.Reflection;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.Functions.Hosting.Auditing;

/// <summary>
/// Records the call of an <see cref="AuditedAttribute">audited</see> function before the function runs: whatever dies later, the attempt is on its way to the trail, and what
/// could not be recorded is not done. Whoever shows neither a token nor a pass is refused by the function, and there is nothing to record.
/// </summary>
public sealed class AuditMiddleware(IAuditTrail trail, IHolders holders, TimeProvider time) : IFunctionsWorkerMiddleware
{
    private static readonly FrozenDictionary<string, AuditedAttribute> Audited = FunctionCatalogue.All
        .Select(function => (function.Name, Rule: function.Method.GetCustomAttribute<AuditedAttribute>()))
        .Where(function => function.Rule is not null)
        .ToFrozenDictionary(function => function.Name, function => function.Rule!);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http
            && Audited.TryGetValue(context.FunctionDefinition.Name, out var rule)
            && ActorOf(http.Request) is { } actor)
        {
            var subject = rule.Subject is { } named ? AuditSubjects.Of(http.Request.RouteValues[named] as string) : actor.Id;
            await trail.RecordAsync(
                actor.Entry(context.InvocationId, time.GetUtcNow(), rule.Action, subject, rule.Purpose, context.FunctionDefinition.Name),
                http.RequestAborted);
        }

        await next(context);
    }

    private AuditActor? ActorOf(HttpRequest request) =>
        request.CallerIfAny() is { } caller ? AuditActor.Of(caller)
        : holders.Find(request) is { } holder ? AuditActor.Holder(holder)
        : null;
}
