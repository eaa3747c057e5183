using System.Reflection;
using System.Text.Json;

namespace EGov.Operations;

/// <summary>The tables and containers that hold the platform's data: infra/storage.json, which the templates load too.</summary>
public sealed record StorageInventory(IReadOnlyList<string> Tables, IReadOnlyList<string> Containers)
{
    public static StorageInventory Shipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("storage.json")!;
        using var json = JsonDocument.Parse(stream);
        return new(
            [.. json.RootElement.GetProperty("tables").EnumerateArray().Select(table => table.GetString()!)],
            [.. json.RootElement.GetProperty("containers").EnumerateArray().Select(container => container.GetProperty("name").GetString()!)]);
    }
}
