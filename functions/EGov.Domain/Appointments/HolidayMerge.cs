using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EGov.Domain.Appointments;

/// <summary>A general holiday as gazetted.</summary>
public sealed record Holiday(DateOnly Date, Text Name);

/// <summary>What came of bringing a calendar document up to date.</summary>
/// <param name="Calendar">The document afterwards; null when nothing changes.</param>
/// <param name="Fault">Why the published holidays cannot be right; then nothing changes.</param>
/// <param name="Added">Days that become holidays.</param>
/// <param name="Removed">Days that are holidays no more.</param>
public sealed record HolidayMerge(ReadOnlyMemory<byte>? Calendar, string? Fault, IReadOnlyList<DateOnly> Added, IReadOnlyList<DateOnly> Removed)
{
    /// <summary>There are seventeen a year besides Sundays (General Holidays Ordinance, Cap. 149); a year with far fewer was cut short.</summary>
    private const int FewestInAYear = 12;

    private static readonly JsonSerializerOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>
    /// Puts gazetted days into a calendar document that has no defects: in the years they are of, they take the place of the provisional ones,
    /// and what is gazetted already keeps its name. A gazetted day that has passed was a holiday, whatever a feed says later.
    /// </summary>
    public static HolidayMerge Of(ReadOnlyMemory<byte> calendar, IReadOnlyCollection<Holiday> gazetted, DateOnly today)
    {
        if (gazetted.Count == 0)
        {
            return Wrong("empty");
        }

        var feed = gazetted.GroupBy(holiday => holiday.Date).ToDictionary(day => day.Key, day => day.First());
        var years = feed.Keys.CountBy(date => date.Year).ToDictionary();
        if (years.Values.Min() < FewestInAYear)
        {
            return Wrong("year-incomplete");
        }

        var root = JsonNode.Parse(calendar.Span)!.AsObject();
        var known = root["holidays"]!.AsArray().Select(entry => new Entry(Date(entry!["date"]), (bool?)entry["provisional"] ?? false, entry)).ToList();
        var removed = known.Where(entry => years.ContainsKey(entry.Date.Year) && !feed.ContainsKey(entry.Date)).ToList();
        if (removed.Any(entry => !entry.Provisional && entry.Date < today))
        {
            return Wrong("passed-day-missing");
        }

        var kept = known.Except(removed).Where(entry => !entry.Provisional || !feed.ContainsKey(entry.Date)).ToList();
        var added = feed.Keys.Except(known.Select(entry => entry.Date)).Order().ToList();
        var until = years.Keys.Select(year => new DateOnly(year, 12, 31)).Append(Date(root["knownUntil"])).Max();
        if (kept.Count == known.Count && added.Count == 0 && until == Date(root["knownUntil"]))
        {
            return new HolidayMerge(null, null, [], []);
        }

        var days = kept.Select(entry => (entry.Date, Node: entry.Node.DeepClone()))
            .Concat(feed.Values.ExceptBy(kept.Select(entry => entry.Date), holiday => holiday.Date).Select(holiday => (holiday.Date, Node: (JsonNode)Node(holiday))))
            .OrderBy(day => day.Date);
        root["holidays"] = new JsonArray([.. days.Select(day => day.Node)]);
        root["knownUntil"] = Written(until);
        return new HolidayMerge(JsonSerializer.SerializeToUtf8Bytes(root, s_writing), null, added, [.. removed.Select(entry => entry.Date).Order()]);
    }

    private static HolidayMerge Wrong(string fault) => new(null, fault, [], []);

    private static DateOnly Date(JsonNode? written) => DateOnly.ParseExact((string)written!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static JsonObject Node(Holiday holiday) => new JsonObject
    {
        ["date"] = Written(holiday.Date),
        ["name"] = new JsonObject { ["en"] = holiday.Name.En, ["tc"] = holiday.Name.Tc, ["sc"] = holiday.Name.Sc },
    };

    private sealed record Entry(DateOnly Date, bool Provisional, JsonNode Node);
}
