using System.Collections.Concurrent;

namespace EGov.LocalRuntime.Bus;

/// <summary>Reads the bus's name out of what configuration gives a client.</summary>
internal static class BusAddress
{
    public const string Default = "local";

    public static string OfConnectionString(string? connectionString)
    {
        var endpoint = (connectionString ?? "").Split(';')
            .FirstOrDefault(part => part.StartsWith("Endpoint=", StringComparison.OrdinalIgnoreCase));
        return Uri.TryCreate(endpoint?["Endpoint=".Length..], UriKind.Absolute, out var address) ? address.Host : Default;
    }
}

/// <summary>
/// The buses of this process by name, so that a client built from nothing but a connection string finds its own.
/// A name that no bus bears finds the only bus there is.
/// </summary>
internal static class RunningBuses
{
    private static readonly ConcurrentDictionary<string, LocalBus> s_byName = new(StringComparer.OrdinalIgnoreCase);

    public static void Add(LocalBus bus) => s_byName[bus.Name] = bus;

    public static void Remove(LocalBus bus) => s_byName.TryRemove(KeyValuePair.Create(bus.Name, bus));

    public static LocalBus Find(string? name)
    {
        if (s_byName.TryGetValue(name ?? BusAddress.Default, out var named))
        {
            return named;
        }

        var all = s_byName.Values.ToArray();
        return all.Length == 1
            ? all[0]
            : throw new InvalidOperationException($"{all.Length} local buses run in this process and none is named '{name}'.");
    }
}
