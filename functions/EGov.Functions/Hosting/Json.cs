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

    /// <summary>The same for what the host reads on our behalf: the messages of the bus.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new ReferenceConverter());
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
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
