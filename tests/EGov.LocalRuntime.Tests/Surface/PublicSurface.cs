using System.Globalization;
using System.Reflection;

namespace EGov.LocalRuntime.Tests.Surface;

/// <summary>
/// Writes down what an assembly declares in Microsoft's namespaces, one public member a line, with all that a caller can be compiled against: names and types of
/// parameters, what they are when they are left out, what a type argument must be, and where an attribute may stand.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string[] Of(Assembly assembly) =>
    [
        .. (from type in assembly.GetExportedTypes()
            where type.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal) || type.Namespace.StartsWith("Azure.", StringComparison.Ordinal)
            from line in Lines(type)
            select line).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = type.FullName!;
        yield return $"{name} : {Kind(type)}{string.Concat(Parents(type).Select(p => " " + p))}{Usage(type)}";
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValuesAsUnderlyingType(type))
            {
                yield return $"{name}.{Enum.GetName(type, value)} = {value}";
            }

            yield break;
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield return $"{name} {Signature(type.GetMethod("Invoke")!)}";
            yield break;
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(c => Visible(c) && !c.IsStatic))
        {
            yield return $"{name}.ctor({Parameters(constructor)}){Access(constructor)}";
        }

        foreach (var method in type.GetMethods(Declared).Where(m => Visible(m) && !m.IsSpecialName))
        {
            yield return $"{name}.{Signature(method)}{Access(method)}";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            var accessors = property.GetAccessors(nonPublic: true).Where(Visible).ToArray();
            if (accessors.Length > 0)
            {
                yield return $"{name}.{property.Name} {{ {string.Join(' ', accessors.Select(a => a.Name.Split('_')[0]).Order(StringComparer.Ordinal))} }} : {Name(property.PropertyType)}{Access(accessors[0])}";
            }
        }
    }

    private static bool Visible(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;

    private static string Access(MethodBase member) => (member.IsPublic ? "" : " protected") + (member.IsStatic ? " static" : "")
        + (member.IsAbstract ? " abstract" : member.IsVirtual && !member.IsFinal ? " virtual" : "");

    private static string Kind(Type type) => type.IsEnum ? "enum" : type.IsInterface ? "interface"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static IEnumerable<string> Parents(Type type) => type.IsEnum || typeof(Delegate).IsAssignableFrom(type)
        ? []
        : new[] { type.BaseType }.Where(b => b is not null && b != typeof(object)).Concat(type.GetInterfaces()).Select(p => Name(p!)).Order(StringComparer.Ordinal);

    private static string Usage(Type type) => type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage
        ? $" on {usage.ValidOn}{(usage.AllowMultiple ? ", many" : "")}{(usage.Inherited ? "" : ", not inherited")}"
        : "";

    private static string Signature(MethodInfo method) =>
        $"{method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "")}({Parameters(method)}) : {Name(method.ReturnType)}{Constraints(method)}";

    private static string Constraints(MethodInfo method) => string.Concat(method.GetGenericArguments().Select(argument => (argument.Name, Must: Must(argument))).Where(one => one.Must.Length > 0).Select(one => $" where {one.Name} : {one.Must}"));

    private static string Must(Type argument) => string.Join(", ", new[]
    {
        argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? "class" : "",
        argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? "struct" : "",
        argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? "new()" : "",
    }.Where(word => word.Length > 0).Concat(argument.GetGenericParameterConstraints().Select(Name)));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(p.ParameterType)} {p.Name}{Omitted(p)}"));

    private static string Omitted(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? " = default" : " = null",
        var value => string.Create(CultureInfo.InvariantCulture, $" = {value}"),
    };

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
