using System.Reflection;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace EGov.Functions.Tests.Conventions;

/// <summary>How functions are named and guarded. Each rule answers with what breaks it.</summary>
internal static class FunctionRules
{
    public static IEnumerable<(string Name, MethodInfo Method)> Functions(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        orderby function.Name
        select (function.Name, method);

    /// <summary>Folder = namespace (the build sees to that) = class prefix = function name; the class sealed, the method RunAsync, one function a class.</summary>
    public static IEnumerable<string> Naming(IEnumerable<Type> types)
    {
        var functions = Functions(types).ToList();
        foreach (var (name, method) in functions)
        {
            var type = method.DeclaringType!;
            if (type.Name != $"{name}Function")
            {
                yield return $"{type.Name} should be called {name}Function";
            }

            if (type.Namespace?.Split('.')[^1] != name)
            {
                yield return $"{type.Name} should stand in a namespace that ends in {name}";
            }

            if (!type.IsSealed)
            {
                yield return $"{type.Name} should be sealed";
            }

            if (method.Name != "RunAsync" || !method.IsPublic)
            {
                yield return $"{type.Name}.{method.Name} should be a public RunAsync";
            }
        }

        foreach (var twice in functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"{twice.Key} names {twice.Count()} functions";
        }

        foreach (var crowded in functions.GroupBy(function => function.Method.DeclaringType!).Where(group => group.Count() > 1))
        {
            yield return $"{crowded.Key.Name} has {crowded.Count()} functions";
        }
    }

    /// <summary>An HTTP function says who may call it, in one way; any other says nothing, since nobody calls it.</summary>
    public static IEnumerable<string> Access(IEnumerable<Type> types)
    {
        foreach (var (name, method) in Functions(types))
        {
            var said = (method.GetCustomAttribute<RequiresPermissionAttribute>() is null ? 0 : 1)
                + (method.GetCustomAttribute<AllowAnonymousAttribute>() is null ? 0 : 1);
            var http = Trigger(method) is HttpTriggerAttribute;
            if (http && said == 0)
            {
                yield return $"{name} does not say who may call it";
            }
            else if (http && said == 2)
            {
                yield return $"{name} says both that anyone may call it and that a permission is needed";
            }
            else if (!http && said > 0)
            {
                yield return $"{name} is called by no person and still names a permission";
            }

            if (Trigger(method) is HttpTriggerAttribute { AuthLevel: not AuthorizationLevel.Anonymous })
            {
                yield return $"{name} asks for a function key besides the token";
            }
        }
    }

    /// <summary>Function, trigger, what sets it off, who may, and how it is audited.</summary>
    public static IEnumerable<string> Inventory(IEnumerable<Type> types) => Functions(types).Select(function => string.Join(" | ",
        function.Name,
        Trigger(function.Method) switch
        {
            HttpTriggerAttribute http => $"http | {string.Join(',', http.Methods!).ToUpperInvariant()} {http.Route ?? function.Name}",
            ServiceBusTriggerAttribute { QueueName: { } queue } => $"queue | {queue}",
            ServiceBusTriggerAttribute bus => $"topic | {bus.TopicName}/{bus.SubscriptionName}",
            TimerTriggerAttribute timer => $"timer | {timer.Schedule}",
            _ => "unknown | ?",
        },
        function.Method.GetCustomAttribute<RequiresPermissionAttribute>() is { } permission
            ? permission.Permission.ToString()
            : function.Method.GetCustomAttribute<AllowAnonymousAttribute>() is null ? "-" : "anyone",
        AuditRules.How(function.Method)));

    public static TriggerBindingAttribute? Trigger(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>())
        .SingleOrDefault();
}
