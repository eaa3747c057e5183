using System.Text;
using EGov.Functions.Adapters.Http;

namespace EGov.Functions.Tests.Adapters.Http;

public sealed class HolidayTextTests
{
    private const string NewYear = """{"dtstart": ["20260101", {"value": "DATE"}], "dtend": ["20260102", {"value": "DATE"}], "dtstamp": "20250506T032740Z", "transp": "TRANSPARENT", "uid": "20260101@example", "summary": "The first day of January"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Days_are_read_with_and_without_a_byte_order_mark(bool mark)
    {
        var names = HolidayText.Read(Encoding.UTF8.GetBytes((mark ? "\uFEFF" : "") + Feed(NewYear)));

        Assert.Equal([(new DateOnly(2026, 1, 1), "The first day of January")], names.Select(day => (day.Key, day.Value)));
    }

    [Fact]
    public void A_day_that_comes_twice_keeps_its_first_name() =>
        Assert.Equal("The first day of January", Assert.Single(HolidayText.Read(Encoding.UTF8.GetBytes(Feed(NewYear, NewYear.Replace("The first", "Another", StringComparison.Ordinal))))).Value);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"vcalendar": []}""")]
    [InlineData("""{"vcalendar": {}}""")]
    [InlineData("""{"vcalendar": [{"vevent": {}}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [7]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"summary": "No day"}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": [], "summary": "x"}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": "20260101", "summary": "x"}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": [20260101], "summary": "x"}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": ["20260231"], "summary": "x"}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": ["20260101"]}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": ["20260101"], "summary": " "}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": ["20260101"], "summary": "a\u0007"}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": ["20260101"], "summary": "\ud800"}]}]}""")]
    [InlineData("""{"vcalendar": [{"vevent": [{"dtstart": ["20260101"], "dtend": ["20260104"], "summary": "x"}]}]}""")]
    [InlineData("<html>Service unavailable</html>")]
    public void Anything_else_is_a_fault_of_the_format(string text) =>
        Assert.Throws<FormatException>(() => HolidayText.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Thousands_of_days_are_refused() =>
        Assert.Throws<FormatException>(() => HolidayText.Read(Encoding.UTF8.GetBytes(Feed([.. Enumerable.Repeat(NewYear, 1_001)]))));

    private static string Feed(params string[] events) => $$"""{"vcalendar": [{"version": "2.0", "vevent": [{{string.Join(',', events)}}]}]}""";
}
