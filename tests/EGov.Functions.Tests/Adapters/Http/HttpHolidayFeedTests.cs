using EGov.Functions.Adapters.Http;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Hosting.Settings;
using EGov.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Tests.Adapters.Http;

/// <summary>Against a real server on loopback, through the client that the application is put together with.</summary>
public sealed class HttpHolidayFeedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_languages_make_one_list()
    {
        var reading = await ReadAsync((language, response) => response.WriteAsync(Feed($"New Year {language}", "20260101"), Cancellation));

        Assert.Null(reading.Fault);
        Assert.Equal(("New Year en", "New Year tc", "New Year sc"), (Assert.Single(reading.Holidays).Name.En, reading.Holidays.First().Name.Tc, reading.Holidays.First().Name.Sc));
    }

    [Fact]
    public async Task Languages_that_name_different_days_are_a_fault() => Assert.NotNull((await ReadAsync((language, response) =>
        response.WriteAsync(Feed("x", language == "sc" ? "20260102" : "20260101"), Cancellation))).Fault);

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var followed = false;
        var reading = await ReadAsync((language, response) =>
        {
            followed |= language == "elsewhere";
            response.Redirect("/elsewhere.json");
            return Task.CompletedTask;
        });

        Assert.NotNull(reading.Fault);
        Assert.False(followed);
    }

    [Fact]
    public async Task More_than_a_megabyte_is_not_read()
    {
        var reading = await ReadAsync((_, response) => response.WriteAsync(Feed(new string('x', HttpHolidayFeed.Largest), "20260101"), Cancellation));

        Assert.Contains("ConfigurationLimitExceeded", reading.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_or_nobody_there_is_a_fault()
    {
        Assert.NotNull((await ReadAsync((_, response) =>
        {
            response.StatusCode = 503;
            return Task.CompletedTask;
        })).Fault);
        await using var provider = Provider("http://127.0.0.1:9/{language}.json");
        Assert.NotNull((await provider.GetRequiredService<IHolidayFeed>().ReadAsync(Cancellation)).Fault);
    }

    [Fact]
    public void Without_an_address_there_is_no_feed()
    {
        using var provider = Provider("");

        Assert.Empty(provider.GetServices<IHolidayFeed>());
    }

    private static async Task<HolidayReading> ReadAsync(Func<string, HttpResponse, Task> answer)
    {
        var builder = LoopbackServer.CreateBuilder();
        await using var server = builder.Build();
        server.MapGet("/{language}.json", (string language, HttpContext http) => answer(language, http.Response));
        await server.StartAsync(Cancellation);
        await using var provider = Provider($"{server.Urls.Single()}/{{language}}.json");
        var reading = await provider.GetRequiredService<IHolidayFeed>().ReadAsync(Cancellation);
        await server.StopAsync(Cancellation);
        return reading;
    }

    private static ServiceProvider Provider(string address) => new ServiceCollection()
        .AddEGov(TestSettings.Of([.. TestSettings.Machine, new("Holidays:Feed", address)]))
        .BuildServiceProvider();

    private static string Feed(string name, string day) => "\uFEFF" + $$"""{"vcalendar": [{"vevent": [{"dtstart": ["{{day}}", {"value": "DATE"}], "summary": "{{name}}"}]}]}""";
}
