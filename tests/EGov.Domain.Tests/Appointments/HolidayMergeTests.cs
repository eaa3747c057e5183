using System.Text;
using System.Text.Json.Nodes;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class HolidayMergeTests
{
    private static readonly DateOnly s_today = new(2026, 11, 24);

    [Fact]
    public void Gazetted_days_take_the_place_of_the_provisional_ones_of_their_year()
    {
        var merge = HolidayMerge.Of(Calendar(("2026-12-25", false), ("2027-02-06", true), ("2027-02-07", true), ("2028-01-01", true)), Year(2027, 12), s_today);

        Assert.Equal([new DateOnly(2027, 2, 6), new DateOnly(2027, 2, 7)], merge.Removed);
        Assert.Equal(12, merge.Added.Count);
        var days = Days(merge);
        Assert.Equal(["2026-12-25", "2028-01-01"], days.Where(day => day.Date is not ['2', '0', '2', '7', ..]).Select(day => day.Date));
        Assert.All(days.Where(day => day.Date.StartsWith("2027", StringComparison.Ordinal)), day => Assert.Equal((false, "Day 2027 甲"), (day.Provisional, day.Tc)));
        Assert.Equal(days.Select(day => day.Date).Order(StringComparer.Ordinal), days.Select(day => day.Date));
        Assert.Equal("2027-12-31", (string?)JsonNode.Parse(merge.Calendar!.Value.Span)!["knownUntil"]);
    }

    [Fact]
    public void A_provisional_day_that_is_gazetted_is_provisional_no_more_and_no_new_holiday()
    {
        var merge = HolidayMerge.Of(Calendar(("2027-01-01", true)), Year(2027, 12), s_today);

        Assert.DoesNotContain(new DateOnly(2027, 1, 1), merge.Added);
        Assert.False(Days(merge).Single(day => day.Date == "2027-01-01").Provisional);
    }

    [Fact]
    public void What_is_gazetted_already_changes_nothing()
    {
        var calendar = HolidayMerge.Of(Calendar(), Year(2027, 12), s_today).Calendar!.Value;

        var again = HolidayMerge.Of(calendar, Year(2027, 12, "Another name"), s_today);

        Assert.Null(again.Calendar);
        Assert.Null(again.Fault);
    }

    [Fact]
    public void A_day_that_comes_twice_is_one_holiday() =>
        Assert.Equal(12, HolidayMerge.Of(Calendar(), [.. Year(2027, 12), .. Year(2027, 3, "Again")], s_today).Added.Count);

    [Fact]
    public void A_feed_without_days_or_with_a_year_cut_short_changes_nothing()
    {
        Assert.Equal((null, "empty"), Outcome(HolidayMerge.Of(Calendar(), [], s_today)));
        Assert.Equal((null, "year-incomplete"), Outcome(HolidayMerge.Of(Calendar(("2027-02-06", true)), [.. Year(2026, 17), .. Year(2027, 11)], s_today)));
    }

    [Fact]
    public void A_gazetted_day_that_has_passed_cannot_be_taken_away_and_one_to_come_can()
    {
        Assert.Equal((null, "passed-day-missing"), Outcome(HolidayMerge.Of(Calendar(("2026-11-23", false)), Year(2026, 12), s_today)));
        Assert.Equal([new DateOnly(2026, 11, 25)], HolidayMerge.Of(Calendar(("2026-11-25", false)), Year(2026, 12), s_today).Removed);
    }

    [Fact]
    public void What_comes_out_is_a_calendar_without_defects()
    {
        var merge = HolidayMerge.Of(Calendar(("2026-12-25", false), ("2027-02-06", true)), Year(2027, 17), s_today);

        var reading = RuleDocuments.Read("{}"u8.ToArray(), merge.Calendar!.Value, "{}"u8.ToArray());

        Assert.DoesNotContain(reading.Defects, defect => defect.Place.StartsWith("calendar", StringComparison.Ordinal));
    }

    private static (object? Calendar, string? Fault) Outcome(HolidayMerge merge) => (merge.Calendar, merge.Fault);

    private static byte[] Calendar(params (string Date, bool Provisional)[] days) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["holidays"] = new JsonArray(
        [
            .. days.Select(day => new JsonObject
            {
                ["date"] = day.Date,
                ["name"] = new JsonObject { ["en"] = "Known", ["tc"] = "已知", ["sc"] = "已知" },
                ["provisional"] = day.Provisional,
            }),
        ]),
        ["knownUntil"] = "2026-12-31",
    }.ToJsonString());

    /// <summary>So many days of a year, from New Year's Day on.</summary>
    private static List<Holiday> Year(int year, int days, string? name = null) =>
    [
        .. Enumerable.Range(0, days).Select(day => new Holiday(new DateOnly(year, 1, 1).AddDays(day * 10), new Text(name ?? $"Day {year}", $"Day {year} 甲", $"Day {year} 甲"))),
    ];

    private static List<(string Date, bool Provisional, string? Tc)> Days(HolidayMerge merge) =>
    [
        .. JsonNode.Parse(merge.Calendar!.Value.Span)!["holidays"]!.AsArray()
            .Select(day => ((string)day!["date"]!, (bool?)day["provisional"] ?? false, (string?)day["name"]!["tc"])),
    ];
}
