using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Hosting;

/// <summary>Every function of this application, by name.</summary>
internal static class FunctionCatalogue
{
    public static readonly IReadOnlyList<(string Name, MethodInfo Method)> All =
    [
        .. from type in Assembly.GetExecutingAssembly().GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           orderby function.Name
           select (function.Name, method),
    ];
}
