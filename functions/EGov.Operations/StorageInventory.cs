using System.Reflection;
using System.Text.Json;

namespace EGov.Operations;

/// <summary>The tables and containers that hold the platform's data: infra/storage.json, which the templates load too.</summary>
/// <param name="Passing">Containers of what only waits (uploads that nobody has looked at): in an account of their own, and in no backup.</param>
/// <param name="Version">One more with each change of what there is.</param>
/// <param name="Added">The version with which each came that was not there from the beginning.</param>
public sealed record StorageInventory(IReadOnlyList<string> Tables, IReadOnlyList<string> Containers, int Version = 1, IReadOnlyDictionary<string, int>? Added = null, IReadOnlyList<string>? Passing = null)
{
    public static StorageInventory Shipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("storage.json")!;
        using var json = JsonDocument.Parse(stream);
        var containers = json.RootElement.GetProperty("containers").EnumerateArray().ToLookup(container => container.TryGetProperty("account", out _), container => container.GetProperty("name").GetString()!);
        return new(
            [.. json.RootElement.GetProperty("tables").EnumerateArray().Select(table => table.GetString()!)],
            [.. containers[false]],
            json.RootElement.GetProperty("version").GetInt32(),
            json.RootElement.GetProperty("added").EnumerateObject().ToDictionary(added => added.Name, added => added.Value.GetInt32()),
            [.. containers[true]]);
    }

    /// <summary>Whether a table or container was there in a version.</summary>
    public bool IsOf(int version, string name) => (Added?.GetValueOrDefault(name, 1) ?? 1) <= version;
}
