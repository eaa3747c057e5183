namespace EGov.Functions.Tests.Conventions;

/// <summary>Who may know whom. Each rule answers with what breaks it.</summary>
internal static class LayerRules
{
    /// <summary>What a layer must not name.</summary>
    public static IEnumerable<string> Forbidden(IEnumerable<Uses> layer, params string[] namespaces) =>
        from type in layer
        from used in type.Types
        where namespaces.Any(forbidden => used.StartsWith($"{forbidden}.", StringComparison.Ordinal))
        select $"{type.Type} uses {used}";

    /// <summary>
    /// Of another feature, code may use what that feature's own folder holds out: its ports (interfaces), records, enums,
    /// static functions, and classes that are made of nothing (they can reach no port). Never its handlers, functions or
    /// services, and nothing out of a use case's folder.
    /// </summary>
    /// <param name="features">The namespace that holds the features.</param>
    public static IEnumerable<string> Slices(IEnumerable<Uses> layer, string features, Func<string, Type?> find)
    {
        foreach (var type in layer)
        {
            var own = Parts(type.Type, features)[0];
            foreach (var used in type.Types.Where(used => used.StartsWith($"{features}.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                var parts = Parts(used, features);
                if (parts[0] != own && (parts.Length > 2 || find(used) is not { } found || !IsHeldOut(found)))
                {
                    yield return $"{type.Type} uses {used}";
                }
            }
        }
    }

    /// <summary>An adapter is called after its technology, then after the port that it serves: TableDraftStore serves IDraftStore.</summary>
    /// <param name="technologies">By folder, the words an adapter there may begin with.</param>
    public static IEnumerable<string> AdapterNames(IEnumerable<Type> adapters, IReadOnlyDictionary<string, string[]> technologies)
    {
        foreach (var adapter in adapters.Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false }))
        {
            foreach (var port in adapter.GetInterfaces().Where(contract => contract.Assembly == adapter.Assembly && contract.Name.StartsWith('I')))
            {
                var folder = adapter.Namespace!.Split('.')[^1];
                var noun = LastWord(port.Name);
                if (!technologies.GetValueOrDefault(folder, []).Any(word => adapter.Name.StartsWith(word, StringComparison.Ordinal))
                    || !adapter.Name.EndsWith(noun, StringComparison.Ordinal))
                {
                    yield return $"{adapter.Name} serves {port.Name} and should be called <technology>{port.Name[1..]}";
                }
            }
        }
    }

    /// <summary>Time comes from TimeProvider.</summary>
    public static IEnumerable<string> Clocks(IEnumerable<Uses> code) =>
        from type in code
        from call in type.Calls
        where call is "System.DateTime.get_Now" or "System.DateTime.get_UtcNow" or "System.DateTime.get_Today"
            or "System.DateTimeOffset.get_Now" or "System.DateTimeOffset.get_UtcNow" or "System.TimeZoneInfo.get_Local"
            or "System.Threading.Thread.Sleep" or "System.Diagnostics.Stopwatch.StartNew"
        select $"{type.Type} calls {call}";

    private static bool IsHeldOut(Type type) =>
        !type.Name.EndsWith("Handler", StringComparison.Ordinal)
        && !type.Name.EndsWith("Function", StringComparison.Ordinal)
        && (type.IsInterface
            || type.IsEnum
            || type is { IsAbstract: true, IsSealed: true }
            || type.GetMethod("<Clone>$") is not null
            || type.GetConstructors().All(constructor => constructor.GetParameters().Length == 0));

    private static string[] Parts(string type, string features) => type[(features.Length + 1)..].Split('.');

    private static string LastWord(string name) => name[name.LastIndexOfAny([.. Enumerable.Range('A', 26).Select(letter => (char)letter)])..];
}
