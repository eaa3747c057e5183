using System.Text.Json.Nodes;
using NJsonSchema;
using YamlDotNet.Serialization;

namespace EGov.Infra.Tests;

/// <summary>Files that Azure's tools read, held against schemas of our own: a member that nobody reads is a mistake that nobody sees.</summary>
internal static class Documents
{
    /// <summary>A YAML document as JSON; all its scalars are text.</summary>
    public static string Json(string yaml) =>
        new SerializerBuilder().JsonCompatible().Build().Serialize(new DeserializerBuilder().Build().Deserialize<object>(yaml));

    public static JsonNode Yaml(params string[] path) => JsonNode.Parse(Json(Text(path)))!;

    public static string Text(params string[] path) => File.ReadAllText(Path.Combine([Bicep.Root, .. path]));

    /// <summary>What of a document breaks a schema, by place.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string schema, string json) =>
        [.. (await JsonSchema.FromJsonAsync(Text("tests", "EGov.Infra.Tests", "Schemas", schema))).Validate(json).Select(fault => $"{fault.Path}: {fault.Kind}")];
}
