using Mono.Cecil;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What the code of a type names: types, and the methods that it calls.</summary>
internal sealed record Uses(string Type, IReadOnlySet<string> Types, IReadOnlySet<string> Calls)
{
    /// <summary>Every type of an assembly whose name begins so; what its nested types and lambdas use counts as its own.</summary>
    public static IReadOnlyList<Uses> In(System.Reflection.Assembly assembly, string prefix)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return [.. module.Types.Where(type => type.FullName.StartsWith(prefix, StringComparison.Ordinal)).Select(Of)];
    }

    private static Uses Of(TypeDefinition type)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var calls = new HashSet<string>(StringComparer.Ordinal);
        Add(type, types, calls);
        types.Remove(type.FullName);
        return new Uses(type.FullName, types, calls);
    }

    private static void Add(TypeDefinition type, HashSet<string> types, HashSet<string> calls)
    {
        Name(type.BaseType, types);
        foreach (var contract in type.Interfaces)
        {
            Name(contract.InterfaceType, types);
        }

        foreach (var field in type.Fields)
        {
            Name(field.FieldType, types);
        }

        foreach (var method in type.Methods)
        {
            Name(method.ReturnType, types);
            foreach (var parameter in method.Parameters)
            {
                Name(parameter.ParameterType, types);
            }

            foreach (var instruction in method.HasBody ? method.Body.Instructions : [])
            {
                Add(instruction.Operand, types, calls);
            }
        }

        foreach (var nested in type.NestedTypes)
        {
            Add(nested, types, calls);
        }
    }

    private static void Add(object? operand, HashSet<string> types, HashSet<string> calls)
    {
        switch (operand)
        {
            case TypeReference type:
                Name(type, types);
                break;

            case MethodReference method:
                Name(method.DeclaringType, types);
                Name(method.ReturnType, types);
                foreach (var argument in (method as GenericInstanceMethod)?.GenericArguments ?? [])
                {
                    Name(argument, types);
                }

                calls.Add($"{method.DeclaringType.FullName}.{method.Name}");
                break;

            case FieldReference field:
                Name(field.DeclaringType, types);
                Name(field.FieldType, types);
                break;
        }
    }

    private static void Name(TypeReference? type, HashSet<string> types)
    {
        if (type is null or GenericParameter)
        {
            return;
        }

        foreach (var argument in (type as GenericInstanceType)?.GenericArguments ?? [])
        {
            Name(argument, types);
        }

        var element = type.GetElementType();
        while (element.DeclaringType is { } outer)
        {
            element = outer;
        }

        types.Add(element.FullName);
    }
}
