using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Bus;

/// <summary>How a queue is listened to.</summary>
/// <param name="Concurrency">Deliveries, or sessions, handled at once; a batched listener handles one batch at a time.</param>
/// <param name="Most">Messages handed over together: 1 unless the trigger is batched.</param>
/// <param name="AutoComplete">Whether a message whose handling succeeded is completed; otherwise its lock lapses.</param>
/// <param name="LongestRenewal">How long locks are renewed; zero for batches, whose locks nobody renews in Azure either.</param>
internal sealed record Listening(int Concurrency, int Most, bool Sessions, bool AutoComplete, TimeSpan LongestRenewal)
{
    /// <summary>Messages that a batch waits for, for as long as <see cref="Patience"/> allows.</summary>
    public int Least { get; init; } = 1;

    /// <summary>Counted from a batch's first message.</summary>
    public TimeSpan Patience { get; init; }
}

/// <summary>
/// Takes messages under lock, has them handled, and settles them: completed on success, abandoned on an exception.
/// Locks are renewed while the handling runs. Idle, it waits inside the bus and costs nothing.
/// </summary>
internal sealed partial class QueueListener(
    LocalBus bus, Queue queue, Listening listening, Func<Batch, CancellationToken, Task> handle, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_pauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Delivery, DateTimeOffset> _running = new();

    /// <summary>Ends when <paramref name="taking"/> is signalled and the last handling has ended.</summary>
    /// <param name="taking">Cancelled when no other message is taken.</param>
    /// <param name="running">Cancelled when what runs has to end.</param>
    public async Task RunAsync(CancellationToken taking, CancellationToken running)
    {
        await using var renewal = time.CreateTimer(_ => Renew(), null, queue.LockDuration / 3, queue.LockDuration / 3);
        await Task.WhenAll(Enumerable.Range(0, listening.Concurrency).Select(_ => listening.Sessions ? FollowSessionsAsync(taking, running) : FollowAsync(taking, running)));
    }

    private Task FollowAsync(CancellationToken taking, CancellationToken running) => UntilAsync(
        async () => await HandleAsync(await bus.ReceiveAsync(queue.Path, listening.Most, taking, listening.Least, listening.Patience), running), taking);

    private Task FollowSessionsAsync(CancellationToken taking, CancellationToken running) => UntilAsync(() => FollowOneSessionAsync(taking, running), taking);

    private async Task FollowOneSessionAsync(CancellationToken taking, CancellationToken running)
    {
        var first = await bus.AcceptSessionAsync(queue.Path, taking);
        Delivery? next = first;
        try
        {
            while (next is not null && !taking.IsCancellationRequested)
            {
                await HandleAsync([next], running);
                next = await bus.NextInSessionAsync(first);
            }
        }
        finally
        {
            if (next is not null)
            {
                // The host stops, or the bus failed: another listener may have the session, with the message taken last.
                bus.Return(next);
                await bus.LeaveSessionAsync(first);
            }
        }
    }

    private async Task UntilAsync(Func<Task> step, CancellationToken taking)
    {
        // Each follower leaves the caller's thread at once, or the first would keep the others from starting.
        await Task.Yield();
        while (!taking.IsCancellationRequested)
        {
            try
            {
                await step();
            }
            catch (OperationCanceledException) when (taking.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A bus that fails now (a full disk) may work again; the listener must be there then.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Faulted(fault, queue.Path);
                await Task.Delay(s_pauseAfterFault, time, taking).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken running)
    {
        var start = time.GetUtcNow();
        var batch = new Batch(bus, deliveries);
        foreach (var delivery in deliveries)
        {
            _running[delivery] = start;
        }

        try
        {
            await handle(batch, running);
            if (listening.AutoComplete)
            {
                await CompleteAsync(batch.Unsettled);
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            foreach (var delivery in batch.Unsettled)
            {
                bus.Return(delivery);
            }
        }
#pragma warning disable CA1031 // Whatever the function throws means the same: it is not done, so it comes again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var undone = batch.Unsettled;
            if (undone.Count > 0)
            {
                Abandoned(failure, queue.Path, undone[0].Content.MessageId, undone.Count, undone[0].Count);
            }

            await Task.WhenAll(undone.Select(AbandonAsync));
        }
        finally
        {
            foreach (var delivery in deliveries)
            {
                _running.TryRemove(delivery, out _);
            }
        }
    }

    private async Task CompleteAsync(IReadOnlyList<Delivery> deliveries)
    {
        var completed = await bus.CompleteAsync(deliveries);
        if (completed < deliveries.Count)
        {
            LockLost(queue.Path, deliveries.Count - completed);
        }
    }

    private async Task AbandonAsync(Delivery delivery)
    {
        try
        {
            await bus.AbandonAsync(delivery);
        }
        catch (ServiceBusException lost) when (lost.Reason is ServiceBusFailureReason.MessageLockLost)
        {
            LockLost(queue.Path, 1);
        }
    }

    private void Renew()
    {
        var oldest = time.GetUtcNow() - listening.LongestRenewal;
        Delivery[] held = [.. from running in _running where running.Value > oldest select running.Key];
        if (held.Length > 0)
        {
            bus.Renew(held);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue} gives back {MessageId} ({Together} together) after delivery {Attempt}")]
    private partial void Abandoned(Exception failure, string queue, string messageId, int together, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue}: the lock on {Count} messages lapsed before their function ended; they are delivered again")]
    private partial void LockLost(string queue, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Listening to {Queue} failed; trying again")]
    private partial void Faulted(Exception fault, string queue);
}
