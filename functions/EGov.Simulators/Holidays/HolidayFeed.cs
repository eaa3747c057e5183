using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EGov.Simulators.Holidays;

/// <summary>
/// The Government's public feed of general holidays in its own manner: iCalendar written as JSON, with a byte-order mark. The days and names are those
/// that 1823 publishes through DATA.GOV.HK.
/// </summary>
internal static class HolidayFeed
{
    private static readonly string[] s_languages = ["en", "tc", "sc"];
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapHolidays(this WebApplication app) =>
        app.MapGet("/holidays/{language}.json", (string language) => Array.IndexOf(s_languages, language) is var column && column >= 0
            ? Results.Bytes(Written(column + 1), "application/json")
            : Results.NotFound());

    private static byte[] Written(int column)
    {
        var calendar = new
        {
            vcalendar = new[]
            {
                new Dictionary<string, object>
                {
                    ["version"] = "2.0",
                    ["calscale"] = "GREGORIAN",
                    ["x-wr-timezone"] = "Asia/Hong_Kong",
                    ["vevent"] = Days().Select(day => new
                    {
                        dtstart = Date(day[0]),
                        dtend = Date(DateOnly.ParseExact(day[0], "yyyyMMdd", CultureInfo.InvariantCulture).AddDays(1).ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
                        transp = "TRANSPARENT",
                        uid = $"{day[0]}@holidays.invalid",
                        summary = day[column],
                    }),
                },
            },
        };
        return [.. Encoding.UTF8.Preamble, .. JsonSerializer.SerializeToUtf8Bytes(calendar, s_options)];
    }

    private static object[] Date(string day) => [day, new { value = "DATE" }];

    private static IEnumerable<string[]> Days()
    {
        using var reader = new StreamReader(typeof(HolidayFeed).Assembly.GetManifestResourceStream("holidays.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }
}
