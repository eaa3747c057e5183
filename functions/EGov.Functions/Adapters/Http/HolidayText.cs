using System.Globalization;
using System.Text.Json;

namespace EGov.Functions.Adapters.Http;

/// <summary>
/// Reads one language of the Government's public holidays: iCalendar (RFC 5545) written as JSON, in a manner of its own
/// (<c>vcalendar[0].vevent[].dtstart[0]</c>), and with a byte-order mark in front.
/// </summary>
internal static class HolidayText
{
    private const int MostEvents = 1_000;
    private const int LongestName = 200;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Names by date; the first one where a date comes twice.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IReadOnlyDictionary<DateOnly, string> Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8, new JsonDocumentOptions { MaxDepth = 16 });
            var events = document.RootElement.GetProperty("vcalendar")[0].GetProperty("vevent");
            var names = new Dictionary<DateOnly, string>();
            if (events.GetArrayLength() > MostEvents)
            {
                throw new FormatException("Too many events");
            }

            foreach (var one in events.EnumerateArray())
            {
                var day = Date(one.GetProperty("dtstart"));
                if (one.TryGetProperty("dtend", out var end) && Date(end) != day.AddDays(1))
                {
                    throw new FormatException("An event of several days");
                }

                names.TryAdd(day, Name(one.GetProperty("summary")));
            }

            return names;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new FormatException("Not the holidays' format", other);
        }
    }

    private static DateOnly Date(JsonElement property) => DateOnly.ParseExact(property[0].GetString() ?? "", "yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Name(JsonElement summary) =>
        summary.GetString()?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : throw new FormatException("An event without a name");
}
