using System.Collections.Concurrent;
using System.Globalization;
using EGov.LocalRuntime.Bus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// Runs timer functions when they are due. The next occurrence lies in the bus's file, so an occurrence that fell into a time
/// without a host is made up for once, at the next start, as past due. A schedule of under a minute is not made up for, as in Azure.
/// </summary>
internal sealed partial class TimerSchedules(
    FunctionCatalog catalog,
    FunctionRunner runner,
    LocalBus bus,
    IConfiguration configuration,
    Drain drain,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<TimerSchedules> logger) : BackgroundService
{
    private const string Memo = "timer";

    private static readonly TimeSpan s_monitoredFrom = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<Task, bool> _asked = new();
    private (FunctionMethod Function, TimerTriggerAttribute Trigger, Schedule Schedule)[] _timers = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timers =
        [
            .. from timer in catalog.TriggeredBy<TimerTriggerAttribute>()
               select (timer.Function, timer.Trigger, Schedule.Parse(configuration.Resolve(timer.Trigger.Schedule))),
        ];
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Runs a timer function beside its schedule, as the host's administration address does.</summary>
    public void RunNow(FunctionMethod function)
    {
        var run = RunAsync(function, new TimerInfo());
        _asked[run] = true;
        _ = run.ContinueWith(ended => _asked.TryRemove(ended, out _), TaskScheduler.Default);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStartAsync(stoppingToken);
        var memory = await bus.RecallAsync(Memo);
        try
        {
            await Task.WhenAll(_timers.Select(t => FollowAsync(t.Function, t.Trigger, t.Schedule, memory.GetValueOrDefault(t.Function.FunctionName), drain.Taking)));
        }
        finally
        {
            await Task.WhenAll(_asked.Keys);
        }
    }

    private async Task FollowAsync(
        FunctionMethod function, TimerTriggerAttribute trigger, Schedule schedule, string? remembered, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var (last, next) = Read(remembered, schedule, now);
        var missed = trigger.UseMonitor && next <= now && schedule.After(next) - next >= s_monitoredFrom;
        if (missed || trigger.RunOnStartup)
        {
            var following = schedule.After(now);
            await RunAsync(function, Info(last, following, now, missed));
            (last, next) = (now, following ?? DateTimeOffset.MaxValue);
        }
        else if (next <= now)
        {
            next = schedule.After(now) ?? DateTimeOffset.MaxValue;
        }

        while (next < DateTimeOffset.MaxValue)
        {
            await RememberAsync(function, last, next);
            await WaitAsync(next, stopping);
            now = time.GetUtcNow();
            var following = schedule.After(now > next ? now : next);
            await RunAsync(function, Info(last, following, now, pastDue: false));

            // Occurrences that passed while it ran are skipped, not run in a row.
            (last, next) = (next, schedule.After(time.GetUtcNow() is var ended && ended > next ? ended : next) ?? DateTimeOffset.MaxValue);
        }
    }

    private async Task WaitAsync(DateTimeOffset until, CancellationToken stopping)
    {
        for (var wait = until - time.GetUtcNow(); wait > TimeSpan.Zero; wait = until - time.GetUtcNow())
        {
            await Task.Delay(wait < s_longestWait ? wait : s_longestWait, time, stopping);
        }
    }

    private async Task RunAsync(FunctionMethod function, TimerInfo info)
    {
        try
        {
            await Task.Yield();
            await runner.RunAsync(function, _ => info, drain.Running);
        }
        catch (OperationCanceledException) when (drain.Running.IsCancellationRequested)
        {
            // The host stops; the occurrence is past due at the next start.
        }
#pragma warning disable CA1031 // A timer that failed runs again at its next occurrence.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(failure, function.FunctionName);
        }
    }

    private Task RememberAsync(FunctionMethod function, DateTimeOffset last, DateTimeOffset next) => bus.RememberAsync(
        Memo, function.FunctionName, string.Create(CultureInfo.InvariantCulture, $"{last:O}|{next:O}"));

    private static (DateTimeOffset Last, DateTimeOffset Next) Read(string? remembered, Schedule schedule, DateTimeOffset now)
    {
        var parts = remembered?.Split('|');
        var first = schedule.After(now) ?? DateTimeOffset.MaxValue;
        if (parts is not { Length: 2 })
        {
            return (default, first);
        }

        // An occurrence later than the schedule now says is of an older schedule.
        var (last, next) = (DateTimeOffset.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture));
        return (last, next < first ? next : first);
    }

    private static TimerInfo Info(DateTimeOffset last, DateTimeOffset? next, DateTimeOffset now, bool pastDue) => new()
    {
        IsPastDue = pastDue,
        ScheduleStatus = new ScheduleStatus { Last = last.UtcDateTime, Next = next?.UtcDateTime ?? default, LastUpdated = now.UtcDateTime },
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed; it runs again when it is due")]
    private partial void Failed(Exception failure, string function);
}
