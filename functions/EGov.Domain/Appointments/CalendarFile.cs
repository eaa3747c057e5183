using System.Globalization;
using System.Text;

namespace EGov.Domain.Appointments;

/// <summary>
/// An appointment as a calendar file (RFC 5545): the same UID for good and a SEQUENCE that grows, so that a calendar that has it already
/// replaces it; METHOD CANCEL takes it out again. A reminder a day before.
/// </summary>
public sealed record CalendarFile(
    string Reference,
    int Sequence,
    bool Cancelled,
    bool Tentative,
    DateOnly Date,
    TimeOnly Begins,
    TimeOnly Ends,
    string Language,
    string Summary,
    string Place,
    string Description,
    DateTimeOffset Now)
{
    /// <summary>A line of content holds at most 75 octets, without its end (RFC 5545 3.1).</summary>
    private const int LongestLine = 75;

    public override string ToString()
    {
        var file = new StringBuilder();
        foreach (var line in Lines())
        {
            Fold(file, line);
        }

        return file.ToString();
    }

    private IEnumerable<string> Lines() =>
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//One-Stop Hong Kong//Appointments//EN",
        "CALSCALE:GREGORIAN",
        Cancelled ? "METHOD:CANCEL" : "METHOD:PUBLISH",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Hong_Kong",
        "BEGIN:STANDARD",
        "DTSTART:19791021T033000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0800",
        "TZNAME:HKT",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        $"UID:{Reference}@appointments.one-stop.hk",
        $"SEQUENCE:{Sequence.ToString(CultureInfo.InvariantCulture)}",
        $"DTSTAMP:{Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
        $"DTSTART;TZID=Asia/Hong_Kong:{Local(Begins)}",
        $"DTEND;TZID=Asia/Hong_Kong:{Local(Ends)}",
        $"STATUS:{(Cancelled ? "CANCELLED" : Tentative ? "TENTATIVE" : "CONFIRMED")}",
        $"SUMMARY;LANGUAGE={Language}:{Escaped(Summary)}",
        $"LOCATION;LANGUAGE={Language}:{Escaped(Place)}",
        $"DESCRIPTION;LANGUAGE={Language}:{Escaped(Description)}",
        .. Reminder(),
        "END:VEVENT",
        "END:VCALENDAR",
    ];

    private IEnumerable<string> Reminder() => Cancelled
        ? []
        : ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D", $"DESCRIPTION;LANGUAGE={Language}:{Escaped(Summary)}", "END:VALARM"];

    private string Local(TimeOnly time) => Date.ToDateTime(time).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Breaks between characters, never inside one.</summary>
    private static void Fold(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
