using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EGov.Domain.Submissions;

namespace EGov.Functions.Hosting;

/// <summary>How everything that leaves or enters this application is written in JSON.</summary>
internal static class Json
{
    /// <summary>camelCase, states in kebab-case, nothing for null. Chinese is written as it is: the answers are never put into HTML.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 32,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new ReferenceConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class ReferenceConverter : JsonConverter<Reference>
    {
        public override Reference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Reference.TryParse(reader.GetString(), out var reference) ? reference : throw new JsonException("Not a reference");

        public override void Write(Utf8JsonWriter writer, Reference value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
