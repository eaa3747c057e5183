using System.Globalization;
using System.Text.Json;

namespace EGov.LocalRuntime.Bus;

/// <summary>Application properties in the file: a type letter with each value, so that each comes back as the type it was.</summary>
internal static class Properties
{
    public static string? Write(IDictionary<string, object> properties) => properties.Count == 0
        ? null
        : JsonSerializer.Serialize(properties.ToDictionary(p => p.Key, p => Letter(p.Key, p.Value)));

    public static Dictionary<string, object> Read(string? json) => json is null
        ? []
        : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToDictionary(p => p.Key, p => Value(p.Value));

    private static string Letter(string key, object value) => value switch
    {
        string text => "s" + text,
        bool flag => flag ? "b1" : "b0",
        int number => "i" + number.ToString(CultureInfo.InvariantCulture),
        long number => "l" + number.ToString(CultureInfo.InvariantCulture),
        double number => "d" + number.ToString("R", CultureInfo.InvariantCulture),
        decimal number => "m" + number.ToString(CultureInfo.InvariantCulture),
        Guid id => "g" + id,
        DateTime instant => "t" + instant.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset instant => "o" + instant.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => "p" + span.ToString("c", CultureInfo.InvariantCulture),
        Uri address => "u" + address.OriginalString,
        _ => throw new NotSupportedException($"The application property '{key}' is a {value?.GetType().Name ?? "null"}, which no message can carry."),
    };

    private static object Value(string lettered) => (lettered[0], lettered[1..]) switch
    {
        ('s', var text) => text,
        ('b', var text) => text == "1",
        ('i', var text) => int.Parse(text, CultureInfo.InvariantCulture),
        ('l', var text) => long.Parse(text, CultureInfo.InvariantCulture),
        ('d', var text) => double.Parse(text, CultureInfo.InvariantCulture),
        ('m', var text) => decimal.Parse(text, CultureInfo.InvariantCulture),
        ('g', var text) => Guid.Parse(text),
        ('t', var text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        ('o', var text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        ('p', var text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
        ('u', var text) => new Uri(text, UriKind.RelativeOrAbsolute),
        _ => throw new InvalidDataException($"Unknown property type '{lettered[0]}'."),
    };
}
