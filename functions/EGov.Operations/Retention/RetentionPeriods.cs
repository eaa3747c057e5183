using System.Reflection;
using System.Text.Json;

namespace EGov.Operations.Retention;

/// <summary>How long the contents of a case and the details of an appointment are kept: infra/retention.json, as the platform reads it.</summary>
internal sealed class RetentionPeriods
{
    private readonly JsonElement _contents;
    private readonly JsonElement _details;

    private RetentionPeriods(JsonElement classes) => (_contents, _details) = (Class(classes, "case-contents"), Class(classes, "appointment-details"));

    public int OfAppointment => Days(_details);

    public static RetentionPeriods Shipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("retention.json")!;
        return new(JsonSerializer.Deserialize<JsonElement>(stream).GetProperty("classes"));
    }

    /// <summary>A form's own comes before its department's, and that before the class's.</summary>
    public int OfCase(string form, string department) => Own("forms", form) ?? Own("departments", department) ?? Days(_contents);

    private int? Own(string kind, string id) =>
        _contents.TryGetProperty(kind, out var all) && all.EnumerateArray().FirstOrDefault(one => one.GetProperty("id").GetString() == id) is { ValueKind: JsonValueKind.Object } own
            ? Days(own)
            : null;

    private static JsonElement Class(JsonElement classes, string id) => classes.EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);

    private static int Days(JsonElement one) => one.GetProperty("days").GetInt32();
}
