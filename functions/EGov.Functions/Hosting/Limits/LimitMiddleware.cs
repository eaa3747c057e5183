using System.Collections.Frozen;
using System.Reflection;
using EGov.Functions.Hosting.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.Functions.Hosting.Limits;

/// <summary>Refuses calls of a function that is <see cref="LimitedAttribute">limited</see> when too many come from one network. By person a handler counts, which knows who it is.</summary>
public sealed class LimitMiddleware(CallLimits limits) : IFunctionsWorkerMiddleware
{
    private static readonly FrozenDictionary<string, CallLimit> Limited = FunctionCatalogue.All
        .Select(function => (function.Name, function.Method.GetCustomAttribute<LimitedAttribute>()?.Limit))
        .Where(function => function.Limit is not null)
        .ToFrozenDictionary(function => function.Name, function => function.Limit!.Value);

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http
        && Limited.TryGetValue(context.FunctionDefinition.Name, out var limit)
        && limits.OfNetwork(limit, http) is { } refusal
            ? http.Request.Problem(refusal).ExecuteAsync(http)
            : next(context);
}
