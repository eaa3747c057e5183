using System.Text.Json;

namespace EGov.Infra.Tests;

/// <summary>What one size of the platform expands to: the approved snapshot, which a test holds against the sources.</summary>
internal sealed class Template
{
    private Template(IReadOnlyList<Resource> resources, string text) => (Resources, Text) = (resources, text);

    public IReadOnlyList<Resource> Resources { get; }

    public string Text { get; }

    public static Template Of(string size) => Read(File.ReadAllText(Path.Combine(Bicep.Root, "tests", "infra", $"{size}.snapshot.json")));

    public static Template Read(string snapshot)
    {
        using var document = JsonDocument.Parse(snapshot);
        return new Template(
            [.. document.RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => new Resource(
                resource.GetProperty("id").GetString()!,
                resource.GetProperty("type").GetString()!,
                resource.GetProperty("name").GetString()!,
                resource.Clone()))],
            snapshot);
    }

    public IEnumerable<Resource> Of(params string[] types) => Resources.Where(resource => types.Contains(resource.Type));

    /// <summary>The last parts of the names of all resources of a type.</summary>
    public IReadOnlyList<string> Names(string type) =>
        [.. Resources.Where(resource => resource.Type == type).Select(resource => resource.Name[(resource.Name.LastIndexOf('/') + 1)..])];
}

/// <summary>A resource as it would be deployed.</summary>
internal sealed record Resource(string Id, string Type, string Name, JsonElement Json)
{
    /// <summary>A property by its path, as text; null when it is not there.</summary>
    public string? this[string path]
    {
        get
        {
            var at = Json;
            foreach (var part in path.Split('.'))
            {
                if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(part, out at))
                {
                    return null;
                }
            }

            return at.ValueKind switch
            {
                JsonValueKind.String => at.GetString(),
                JsonValueKind.Null => null,
                _ => at.GetRawText(),
            };
        }
    }
}
