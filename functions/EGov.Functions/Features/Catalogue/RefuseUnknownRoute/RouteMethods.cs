using System.Collections.Immutable;
using System.Reflection;
using EGov.Functions.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Catalogue.RefuseUnknownRoute;

/// <summary>Which methods an address takes, out of the functions' triggers.</summary>
internal static class RouteMethods
{
    private static readonly ImmutableArray<(TemplateMatcher Matcher, ImmutableArray<string> Methods)> s_routes =
    [
        .. from function in FunctionCatalogue.All
           from parameter in function.Method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger?.Route is { } route && !route.StartsWith("{*", StringComparison.Ordinal)
           select (
               new TemplateMatcher(TemplateParser.Parse(trigger.Route!), []),
               trigger.Methods!.Select(method => method.ToUpperInvariant()).ToImmutableArray()),
    ];

    /// <param name="path">Without the prefix of all routes and without a leading slash.</param>
    public static ImmutableSortedSet<string> Of(string path) =>
    [
        .. s_routes.Where(route => route.Matcher.TryMatch($"/{path}", new RouteValueDictionary())).SelectMany(route => route.Methods),
    ];
}
