using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;

namespace EGov.Operations.Backups;

/// <summary>
/// A table's row as a line: its keys, and each property with its type, in the order of their names, so that equal rows are equal lines. What is
/// sealed stays sealed: it is bytes like any other. The service's own time stamp and ETag are not kept.
/// </summary>
internal static class EntityLine
{
    private static readonly HashSet<string> s_own = new(StringComparer.OrdinalIgnoreCase) { "PartitionKey", "RowKey", "Timestamp", "odata.etag" };

    public static byte[] Write(TableEntity entity)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            json.WriteStringValue(entity.PartitionKey);
            json.WriteStringValue(entity.RowKey);
            json.WriteStartObject();
            foreach (var (name, value) in entity.Where(property => !s_own.Contains(property.Key) && property.Value is not null).OrderBy(property => property.Key, StringComparer.Ordinal))
            {
                var (type, text) = Text(name, value);
                json.WriteStartArray(name);
                json.WriteStringValue(type);
                json.WriteStringValue(text);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    /// <exception cref="FormatException">It is no such line.</exception>
    public static TableEntity Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var entity = new TableEntity(json.RootElement[0].GetString()!, json.RootElement[1].GetString()!);
            foreach (var property in json.RootElement[2].EnumerateObject())
            {
                entity[property.Name] = Value(property.Value[0].GetString()!, property.Value[1].GetString()!);
            }

            return entity;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            throw new FormatException("No row", other);
        }
    }

    private static (string Type, string Text) Text(string name, object value) => value switch
    {
        string text => ("string", text),
        int number => ("int32", number.ToString(CultureInfo.InvariantCulture)),
        long number => ("int64", number.ToString(CultureInfo.InvariantCulture)),
        double number => ("double", number.ToString("R", CultureInfo.InvariantCulture)),
        bool flag => ("bool", flag ? "true" : "false"),
        DateTimeOffset instant => ("instant", instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        Guid guid => ("guid", guid.ToString("D")),
        byte[] bytes => ("binary", Convert.ToBase64String(bytes)),
        BinaryData bytes => ("binary", Convert.ToBase64String(bytes)),
        _ => throw new OperationRefusedException($"The property {name} has the type {value.GetType().Name}, which no backup can hold"),
    };

    private static object Value(string type, string text) => type switch
    {
        "string" => text,
        "int32" => int.Parse(text, CultureInfo.InvariantCulture),
        "int64" => long.Parse(text, CultureInfo.InvariantCulture),
        "double" => double.Parse(text, CultureInfo.InvariantCulture),
        "bool" => text == "true",
        "instant" => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        "guid" => Guid.Parse(text),
        "binary" => Convert.FromBase64String(text),
        _ => throw new FormatException($"No type is called {type}"),
    };
}
