using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;
using EGov.LocalRuntime.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.LocalRuntime.Tests.Bus;

public sealed class QueueListenerTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutting = new();
    private readonly Heard<Delivery> _heard = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LocalBus _bus = null!;

    public ValueTask InitializeAsync()
    {
        _bus = LocalBus.Open(_folder.File("bus.db"), new Topology([new("work", TimeSpan.FromMinutes(1), 5)], []), _time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        _cutting.Dispose();
        await _bus.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_lock_is_renewed_while_the_function_runs()
    {
        var running = Listen(autoComplete: true, (_, _) => _end.Task);
        await SendAsync();
        await _heard.NextAsync();

        await AdvanceAsync(minutes: 3);
        _end.SetResult();
        await StopAsync(running);

        Assert.Equal(new EntityCounts("work", 0, 0, 0, 0), Counts());
        Assert.False(_heard.Any);
    }

    [Fact]
    public async Task After_the_longest_renewal_the_lock_lapses_and_the_message_comes_again()
    {
        var running = Listen(autoComplete: true, (delivery, _) => delivery.Count == 1 ? _end.Task : Task.CompletedTask);
        await SendAsync();
        await _heard.NextAsync();

        await AdvanceAsync(minutes: 7);

        Assert.Equal(2, (await _heard.NextAsync()).Count);
        _end.SetResult();
        await StopAsync(running);
    }

    [Fact]
    public async Task Without_auto_completion_a_message_stays_locked_after_its_function()
    {
        var running = Listen(autoComplete: false, (_, _) => Task.CompletedTask);
        await SendAsync();
        await _heard.NextAsync();

        await StopAsync(running);

        Assert.Equal(new EntityCounts("work", 0, 0, 1, 0), Counts());
    }

    [Fact]
    public async Task A_function_that_the_stop_interrupts_leaves_its_message_uncounted()
    {
        var running = Listen(autoComplete: true, (_, stopping) => Task.Delay(Timeout.Infinite, stopping));
        await SendAsync();
        await _heard.NextAsync();

        await StopAsync(running);

        Assert.Equal(1, (await _bus.ReceiveAsync("work", 1, TestContext.Current.CancellationToken))[0].Count);
    }

    [Fact]
    public async Task A_function_that_runs_when_nothing_more_is_taken_ends_in_peace_and_its_message_is_completed()
    {
        var running = Listen(autoComplete: true, (_, cutting) => _end.Task.WaitAsync(cutting));
        await SendAsync();
        await _heard.NextAsync();

        await _stopping.CancelAsync();
        await SendAsync();
        Assert.False(running.IsCompleted);
        _end.SetResult();
        await running;

        Assert.Equal(1, Counts().Active);
        Assert.False(_heard.Any);
    }

    [Fact]
    public async Task A_batch_that_fails_comes_again_except_for_what_the_function_completed_itself()
    {
        await SendAsync("a", "b", "c");
        var running = ListenToBatches(async batch =>
        {
            if (batch.Deliveries[0].Count == 1)
            {
                await batch.CompleteAsync(batch.Deliveries[1]);
                throw new InvalidOperationException("not the others");
            }
        });

        Assert.Equal(["a1", "b1", "c1"], await NextBatchAsync(3));
        Assert.Equal(["a2", "c2"], await NextBatchAsync(2));
        await StopAsync(running);

        Assert.Equal(new EntityCounts("work", 0, 0, 0, 0), Counts());
    }

    [Fact]
    public async Task The_locks_of_a_batch_are_not_renewed()
    {
        await SendAsync("a");
        var running = ListenToBatches(_ => _end.Task);
        await NextBatchAsync(1);

        await AdvanceAsync(minutes: 1);

        Assert.Equal(2, (await _bus.ReceiveAsync("work", 1, TestContext.Current.CancellationToken))[0].Count);
        _end.SetResult();
        await StopAsync(running);
    }

    private Task Listen(bool autoComplete, Func<Delivery, CancellationToken, Task> handle) => new QueueListener(
        _bus,
        _bus.Queue("work"),
        new Listening(2, 1, Sessions: false, autoComplete, TimeSpan.FromMinutes(5)),
        (batch, stopping) =>
        {
            _heard.Say(batch.Deliveries[0]);
            return handle(batch.Deliveries[0], stopping);
        },
        _time,
        NullLogger.Instance).RunAsync(_stopping.Token, _cutting.Token);

    private Task ListenToBatches(Func<Batch, Task> handle) => new QueueListener(
        _bus,
        _bus.Queue("work"),
        new Listening(1, 10, Sessions: false, AutoComplete: true, TimeSpan.Zero),
        (batch, _) =>
        {
            foreach (var delivery in batch.Deliveries)
            {
                _heard.Say(delivery);
            }

            return handle(batch);
        },
        _time,
        NullLogger.Instance).RunAsync(_stopping.Token, _cutting.Token);

    /// <summary>Each message's text, and which delivery of it this is.</summary>
    private async Task<List<string>> NextBatchAsync(int count)
    {
        var batch = new List<string>();
        while (batch.Count < count)
        {
            var delivery = await _heard.NextAsync();
            batch.Add($"{BinaryData.FromBytes(delivery.Content.Body)}{delivery.Count}");
        }

        return batch;
    }

    private Task<long[]> SendAsync(params string[] texts) => _bus.SendAsync(
        "work", [.. (texts is [] ? ["x"] : texts).Select(text => new ServiceBusMessage(text))], TestContext.Current.CancellationToken);

    /// <summary>Small steps, and the bus has settled after each, as it would have in so much time.</summary>
    private async Task AdvanceAsync(int minutes)
    {
        for (var step = 0; step < minutes * 12; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await _bus.RecallAsync("anything");
        }
    }

    private async Task StopAsync(Task running)
    {
        await _stopping.CancelAsync();
        await _cutting.CancelAsync();
        await running;
        await _bus.RecallAsync("anything");
    }

    private EntityCounts Counts() => _bus.Inspection.Counts().Single();
}
