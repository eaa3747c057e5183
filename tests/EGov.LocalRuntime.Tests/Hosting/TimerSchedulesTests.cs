using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class TimerSchedulesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 58, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_timer_runs_once_for_each_occurrence_of_its_schedule()
    {
        await using var host = await StartAsync(typeof(HourlyFunction));

        var first = await NextHourAsync(host);
        var second = await NextHourAsync(host);

        Assert.Equal(new DateTime(2026, 11, 23, 11, 0, 0), first.ScheduleStatus!.Next);
        Assert.Equal(new DateTime(2026, 11, 23, 10, 0, 0), second.ScheduleStatus!.Last);
        Assert.Equal(new DateTime(2026, 11, 23, 12, 0, 0), second.ScheduleStatus.Next);
        Assert.False(second.IsPastDue);
    }

    [Fact]
    public async Task An_occurrence_that_no_host_was_there_for_runs_once_at_the_next_start_as_past_due()
    {
        using var folder = new TempFolder();
        await using (var before = await StartAsync(typeof(HourlyFunction), folder))
        {
            await NextHourAsync(before);
        }

        _time.Advance(TimeSpan.FromHours(5));
        await using var host = await StartAsync(typeof(HourlyFunction), folder);

        var made = await host.Services.GetRequiredService<Heard<TimerInfo>>().NextAsync();
        Assert.True(made.IsPastDue);
        Assert.False(host.Services.GetRequiredService<Heard<TimerInfo>>().Any);
    }

    [Fact]
    public async Task A_timer_that_says_so_runs_at_the_start()
    {
        await using var host = await StartAsync(typeof(StartupFunction));

        Assert.False((await host.Services.GetRequiredService<Heard<TimerInfo>>().NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task The_administration_address_runs_a_timer_and_nothing_else()
    {
        await using var host = await StartAsync(typeof(HourlyFunction));

        var asked = await host.Http.PostAsync("/admin/functions/hourly", null, TestContext.Current.CancellationToken);
        var unknown = await host.Http.PostAsync("/admin/functions/never", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        await host.Services.GetRequiredService<Heard<TimerInfo>>().NextAsync();
    }

    private Task<SampleHost> StartAsync(Type function, TempFolder? folder = null) => SampleHost.StartAsync(
        [function],
        app => app.Services.AddSingleton<TimeProvider>(_time).AddSingleton(typeof(Heard<>)),
        folder: folder);

    /// <summary>Moves the clock to the next full hour once the host has noted that it waits for it.</summary>
    private async Task<TimerInfo> NextHourAsync(SampleHost host)
    {
        var now = _time.GetUtcNow();
        var hour = now.AddHours(1).AddMinutes(-now.Minute);
        var note = hour.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var bus = host.Services.GetRequiredService<EGov.LocalRuntime.Bus.LocalBus>();
        while (!(await bus.RecallAsync("timer")).Values.Any(noted => noted.EndsWith(note, StringComparison.Ordinal)))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        _time.SetUtcNow(hour);
        return await host.Services.GetRequiredService<Heard<TimerInfo>>().NextAsync();
    }

    internal sealed class HourlyFunction(Heard<TimerInfo> heard)
    {
        [Function("Hourly")]
        public Task RunAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            heard.Say(timer);
            return Task.CompletedTask;
        }
    }

    internal sealed class StartupFunction(Heard<TimerInfo> heard)
    {
        [Function("Startup")]
        public Task RunAsync([TimerTrigger("1.00:00:00", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation)
        {
            heard.Say(timer);
            return Task.CompletedTask;
        }
    }
}
