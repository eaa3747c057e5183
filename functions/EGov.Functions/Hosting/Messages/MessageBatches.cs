using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Hosting.Messages;

/// <summary>
/// Handles messages that came together. They would be given back together too, and ten times later one that nobody can handle would
/// have taken all its neighbours to the dead letters: so each that is done is completed, and only the others are given back.
/// </summary>
public sealed class MessageBatches(RightOfWay way, TimeProvider time)
{
    /// <summary>How many keys are handled at a time: as many as the calls of other functions (decision 7).</summary>
    private const int Together = 2;

    /// <summary>
    /// While people submit, a batch waits for so many times what the one before it took: what follows then has about a tenth of
    /// the storage's time, however fast the storage is.
    /// </summary>
    private const int Courtesy = 9;

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(1);

    private long _lastTook;

    /// <param name="queue">Where they came from.</param>
    /// <param name="key">What one storage call can handle stands under one key.</param>
    /// <param name="handle">Bears repetition. When it fails for several it is asked again for each alone.</param>
    /// <exception cref="AggregateException">Some could not be handled; they are given back.</exception>
    public Task HandleAsync<T>(
        string queue,
        IReadOnlyList<ServiceBusReceivedMessage> messages,
        ServiceBusMessageActions actions,
        Func<T, string> key,
        Func<string, IReadOnlyList<Arrived<T>>, Task> handle,
        CancellationToken cancellation) =>
        HandleAsync(messages, actions, Deserialize<T>, key, new Batch<T>(queue, actions, handle, oneCall: false, cancellation), cancellation);

    /// <summary>
    /// All that can be read is handled by one call, also what comes again: it fails for all alike or for none, and trying each alone would only make a
    /// hundred calls of it, in which a process that is killed again and again gets no further.
    /// </summary>
    /// <param name="queue">Where they came from.</param>
    /// <param name="read">Throws when a message says nothing that can be handled; it is given back alone.</param>
    /// <param name="handle">Bears repetition.</param>
    /// <exception cref="AggregateException">Some could not be handled; they are given back.</exception>
    public Task HandleTogetherAsync<T, TRead>(
        string queue,
        IReadOnlyList<ServiceBusReceivedMessage> messages,
        ServiceBusMessageActions actions,
        Func<T, TRead> read,
        Func<IReadOnlyList<TRead>, Task> handle,
        CancellationToken cancellation) =>
        HandleAsync(
            messages,
            actions,
            message => read(Deserialize<T>(message)),
            _ => string.Empty,
            new Batch<TRead>(queue, actions, (_, arrived) => handle([.. arrived.Select(one => one.Body)]), oneCall: true, cancellation),
            cancellation);

    private static T Deserialize<T>(ServiceBusReceivedMessage message) => JsonSerializer.Deserialize<T>(message.Body, Json.Options)!;

    private async Task HandleAsync<T>(
        IReadOnlyList<ServiceBusReceivedMessage> messages,
        ServiceBusMessageActions actions,
        Func<ServiceBusReceivedMessage, T> read,
        Func<T, string> key,
        Batch<T> batch,
        CancellationToken cancellation)
    {
        // What comes again has waited, and the process that holds it may die again: then one more of its deliveries is spent.
        if (messages.All(message => message.DeliveryCount <= 1))
        {
            await way.GiveWayAsync(Patience(), cancellation);
        }

        var start = time.GetTimestamp();
        await Parallel.ForEachAsync(
            batch.Read(messages, read, key),
            new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellation },
            (group, _) => new ValueTask(batch.HandleAsync(group.Key, [.. group])));
        Interlocked.Exchange(ref _lastTook, time.GetElapsedTime(start).Ticks);
        if (batch.Failures.Count == 0)
        {
            // What succeeds whole, the host completes.
            return;
        }

        await Task.WhenAll(batch.Done.Select(message => actions.CompleteMessageAsync(message, cancellation)));
        if (batch.MetOutage)
        {
            await Task.Delay(BackOff.After(messages.Max(message => message.DeliveryCount)), time, cancellation);
        }

        throw new AggregateException($"{batch.Done.Count + batch.Completed} of {messages.Count} messages are done, the others come again", batch.Failures);
    }

    private TimeSpan Patience()
    {
        var patience = TimeSpan.FromTicks(Interlocked.Read(ref _lastTook)) * Courtesy;
        return patience < LeastPatience ? LeastPatience : patience > MostPatience ? MostPatience : patience;
    }

    private sealed class Batch<T>(
        string queue, ServiceBusMessageActions actions, Func<string, IReadOnlyList<Arrived<T>>, Task> handle, bool oneCall, CancellationToken cancellation)
    {
        private readonly Lock _lock = new();
        private bool _answered;
        private bool _away;

        /// <summary>What the bus is still to be told of.</summary>
        public List<ServiceBusReceivedMessage> Done { get; } = [];

        /// <summary>How many it was told of already.</summary>
        public int Completed { get; private set; }

        public List<Exception> Failures { get; } = [];

        /// <summary>Whether storage failed at all; it is away when it fails with nothing done since the last time, or since the beginning.</summary>
        public bool MetOutage { get; private set; }

        public IEnumerable<IGrouping<string, Member>> Read(
            IReadOnlyList<ServiceBusReceivedMessage> messages, Func<ServiceBusReceivedMessage, T> read, Func<T, string> key)
        {
            var members = new List<(string Key, Member Member)>(messages.Count);
            foreach (var message in messages)
            {
                try
                {
                    var body = read(message);
                    members.Add((key(body), new Member(message, new Arrived<T>(body, message.DeliveryCount, message.LockedUntil))));
                }
#pragma warning disable CA1031 // Whatever is wrong with what it says, no other message shall suffer for it.
                catch (Exception unreadable)
#pragma warning restore CA1031
                {
                    Failures.Add(unreadable);
                }
            }

            return members.GroupBy(one => one.Key, one => one.Member, StringComparer.Ordinal);
        }

        /// <summary>
        /// What comes again is tried alone: together it failed, and where one call in ten fails a hundred calls hardly ever succeed together,
        /// so that all would be dead letters in the end. Each is completed when it is done: a process that dies again and again still gets further.
        /// </summary>
        public async Task HandleAsync(string key, IReadOnlyList<Member> group)
        {
            List<Member> together = [.. group.Where(member => oneCall || member.Arrived.DeliveryCount <= 1)];
            var alone = together.Count > 0 && await TryAsync(key, together) is Result.Decided ? group.Except(together) : group;
            foreach (var member in alone)
            {
                await TryAsync(key, [member]);
            }
        }

        private async Task<Result> TryAsync(string key, IReadOnlyList<Member> group)
        {
            try
            {
                if (!_away)
                {
                    using var spans = new ProcessSpans(queue, [.. group.Select(member => member.Message)]);
                    await handle(key, [.. group.Select(member => member.Arrived)]);
                    if (group is [{ Arrived.DeliveryCount: > 1 } again])
                    {
                        await actions.CompleteMessageAsync(again.Message, cancellation);
                        lock (_lock)
                        {
                            _answered = true;
                            Completed++;
                        }

                        return Result.Decided;
                    }

                    lock (_lock)
                    {
                        _answered = true;
                        Done.AddRange(group.Select(member => member.Message));
                    }
                }

                return Result.Decided;
            }
#pragma warning disable CA1031 // Whatever it was, it is a message's own once that message has been tried alone.
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                lock (_lock)
                {
                    if (failure.IsOutage())
                    {
                        // Storage that is away fails every message alike, and slowly: the locks would lapse before the last was tried.
                        (MetOutage, _away, _answered) = (true, _away || !_answered, false);
                    }

                    if (!_away && !oneCall && group.Count > 1)
                    {
                        return Result.TryEach;
                    }

                    Failures.Add(failure);
                    return Result.Decided;
                }
            }
        }

        public sealed record Member(ServiceBusReceivedMessage Message, Arrived<T> Arrived);

        private enum Result
        {
            Decided,
            TryEach,
        }
    }
}

/// <summary>What a message says, how often it was handed out (this time included), and until when nobody else is handed it.</summary>
public sealed record Arrived<T>(T Body, int DeliveryCount, DateTimeOffset LockedUntil);
