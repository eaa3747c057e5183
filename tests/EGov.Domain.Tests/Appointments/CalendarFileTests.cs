using System.Text;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class CalendarFileTests
{
    private static readonly CalendarFile _file = new(
        "CDFH-3467-XY3K", 2, Cancelled: false, Tentative: false, new DateOnly(2026, 12, 1), new TimeOnly(9, 0), new TimeOnly(9, 15), "zh-Hant-HK",
        "領取身份證; 人事登記處", "灣仔告士打道7號入境事務大樓8樓, 香港", "一\n二\\三", new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero));

    [Fact]
    public void An_appointment_keeps_its_uid_and_counts_its_changes()
    {
        var lines = Unfolded(_file);

        Assert.Contains("UID:CDFH-3467-XY3K@appointments.one-stop.hk", lines);
        Assert.Contains("SEQUENCE:2", lines);
        Assert.Contains("DTSTAMP:20261124T010203Z", lines);
        Assert.Contains("DTSTART;TZID=Asia/Hong_Kong:20261201T090000", lines);
        Assert.Contains("STATUS:CONFIRMED", lines);
        Assert.Contains("TRIGGER:-P1D", lines);
    }

    [Fact]
    public void A_cancelled_one_is_taken_out_of_the_calendar_and_reminds_of_nothing()
    {
        var lines = Unfolded(_file with { Cancelled = true, Sequence = 3 });

        Assert.Contains("METHOD:CANCEL", lines);
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.DoesNotContain("BEGIN:VALARM", lines);
    }

    [Fact]
    public void Text_is_escaped() =>
        Assert.Contains("DESCRIPTION;LANGUAGE=zh-Hant-HK:一\\n二\\\\三", Unfolded(_file));

    [Fact]
    public void No_line_is_longer_than_75_octets_and_none_breaks_a_character()
    {
        var text = (_file with { Summary = string.Concat(Enumerable.Repeat("港𠮷é", 60)) }).ToString();

        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(string.Concat(Enumerable.Repeat("港𠮷é", 60)), text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string[] Unfolded(CalendarFile file) => file.ToString().Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
}
