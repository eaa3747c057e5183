using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace EGov.LocalRuntime.Hosting;

/// <summary>A method that carries [Function], and the parameter that its trigger fills.</summary>
internal sealed record FunctionMethod(MethodInfo Method, string FunctionName, ParameterInfo Parameter, TriggerBindingAttribute Trigger)
{
    public FunctionDefinition Definition { get; } = new LocalDefinition(Method, FunctionName);

    private sealed class LocalDefinition(MethodInfo method, string name) : FunctionDefinition
    {
        public override string PathToAssembly => method.DeclaringType!.Assembly.Location;

        public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

        public override string Id => name;

        public override string Name => name;
    }
}

/// <summary>Every function of the app. Two of one name, or one without a trigger, are refused at the start as Azure would.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<FunctionMethod> functions)
{
    public IReadOnlyList<FunctionMethod> Functions { get; } = functions;

    public static FunctionCatalog From(IEnumerable<Type> classes)
    {
        List<FunctionMethod> functions =
        [
            .. from type in classes
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
               let function = method.GetCustomAttribute<FunctionAttribute>()
               where function is not null
               select Read(method, function.Name),
        ];
        return functions.GroupBy(f => f.FunctionName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InvalidOperationException($"Two functions are named '{twice.Key}'.")
            : new(functions);
    }

    public IEnumerable<(FunctionMethod Function, T Trigger)> TriggeredBy<T>()
        where T : TriggerBindingAttribute =>
        from function in Functions
        where function.Trigger is T
        select (function, (T)function.Trigger);

    public FunctionMethod? Find(string name) =>
        Functions.FirstOrDefault(f => string.Equals(f.FunctionName, name, StringComparison.OrdinalIgnoreCase));

    private static FunctionMethod Read(MethodInfo method, string name) =>
        method.GetParameters()
            .Select(p => (Parameter: p, Trigger: p.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(p => p.Trigger is not null)
            .ToArray() is [var (parameter, trigger)]
                ? new FunctionMethod(method, name, parameter, trigger!)
                : throw new InvalidOperationException($"The function '{name}' has no trigger, or more than one.");
}
