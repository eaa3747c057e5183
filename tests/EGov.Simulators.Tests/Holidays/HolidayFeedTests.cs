using System.Net;
using System.Text.Json;

namespace EGov.Simulators.Tests.Holidays;

public sealed class HolidayFeedTests
{
    [Theory]
    [InlineData("en", "National Day")]
    [InlineData("tc", "國慶日")]
    [InlineData("sc", "国庆日")]
    public async Task The_feed_is_served_in_its_own_manner(string language, string name)
    {
        await using var host = await SimulatorHost.StartAsync();

        var feed = await host.Http.GetByteArrayAsync($"holidays/{language}.json", TestContext.Current.CancellationToken);

        Assert.Equal([0xEF, 0xBB, 0xBF], feed[..3]);
        var events = JsonElement.Parse(feed.AsSpan(3)).GetProperty("vcalendar")[0].GetProperty("vevent").EnumerateArray().ToList();
        Assert.Equal(51, events.Count);
        Assert.Equal(name, events.Single(one => one.GetProperty("dtstart")[0].GetString() == "20261001").GetProperty("summary").GetString());
        Assert.Equal("20261002", events.Single(one => one.GetProperty("dtstart")[0].GetString() == "20261001").GetProperty("dtend")[0].GetString());
    }

    [Fact]
    public async Task Another_language_is_not_there()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.Http.GetAsync("holidays/fr.json", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
