using Azure.Messaging.ServiceBus;

namespace EGov.LocalRuntime.Bus;

/// <summary>
/// Queues and topics with the manners of Service Bus, durable in one SQLite file that one process owns.
/// Everything but looking happens on the writer (<see cref="GroupCommit"/>), so nothing here needs a lock:
/// a receiver that finds nothing is parked there, and the very transaction that brings a message serves it.
/// </summary>
internal sealed class LocalBus : IAsyncDisposable
{
    /// <summary>The standard tier's limit on a message, in bytes.</summary>
    public const int LargestMessage = 256 * 1024;

    private const int ForgetAtOnce = 500;
    private const int DueAtOnce = 1000;
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(30);

    private readonly FileStream _ownership;
    private readonly BusFile _file;
    private readonly Topology _topology;
    private readonly TimeProvider _time;
    private readonly GroupCommit _writer;
    private readonly ITimer _alarm;
    private readonly Dictionary<long, Queue> _byNumber = [];
    private readonly Dictionary<long, Queue<Waiter>> _waiting = [];
    private readonly HashSet<long> _stirred = [];
    private readonly HashSet<(long Entity, string Session)> _held = [];
    private long _alarmAt = long.MaxValue;
    private long _forgotAt;

    private LocalBus(FileStream ownership, string path, Topology topology, TimeProvider time, string name)
    {
        (_ownership, _topology, _time, Name) = (ownership, topology, time, name);
        _file = new BusFile(path);
        Inspection = new BusInspection(path, topology);
        _writer = new GroupCommit(_file, ServeWaiters);
        _alarm = time.CreateTimer(_ => _writer.Post(Tick), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _file.Begin();
        foreach (var queue in topology.Queues.Values)
        {
            _byNumber[_file.Entity(queue.Path)] = queue;
            _file.ReleaseDeadLocks(queue);
        }

        foreach (var topic in topology.Topics.Keys)
        {
            _file.Entity(topic);
        }

        _file.Commit();
        SetAlarm(_file.NextDue());
    }

    public string Name { get; }

    public BusInspection Inspection { get; }

    /// <summary>Throws <c>MessagingEntityNotFound</c> for a path that messaging.json does not declare.</summary>
    public Queue Queue(string path) => _topology.Queue(path);

    /// <summary>Which queues are told of blobs.</summary>
    public IReadOnlyList<BlobEventRoute> BlobEvents => _topology.BlobEvents;

    /// <summary>Opens or makes the file. Throws <see cref="IOException"/> with a plain sentence when another host has it.</summary>
    public static LocalBus Open(string path, Topology topology, TimeProvider time, string name = BusAddress.Default)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream ownership;
        try
        {
            // The kernel drops this lock with the process, however it ends.
            ownership = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new IOException($"The local bus '{path}' belongs to another running host. Stop that host, or set LocalBus:Path to another file.", taken);
        }

        try
        {
            return new LocalBus(ownership, path, topology, time, name);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Returns each message's sequence number once all are in the file: all of them, or none.</summary>
    public Task<long[]> SendAsync(string entity, IReadOnlyList<ServiceBusMessage> messages, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_topology.Queues.ContainsKey(entity) && !_topology.Topics.ContainsKey(entity))
        {
            return Task.FromException<long[]>(Topology.Unknown(entity));
        }

        if (_topology.Queues.ContainsKey(entity) && entity.Contains('/', StringComparison.Ordinal))
        {
            return Task.FromException<long[]>(new ServiceBusException(
                $"'{entity}' is a subscription; messages are sent to its topic.", ServiceBusFailureReason.MessagingEntityNotFound, entity));
        }

        var drafts = messages.Select(Draft.Of).ToArray();
        return drafts.Sum(d => (long)d.Content.Body.Length) > LargestMessage
            ? Task.FromException<long[]>(new ServiceBusException(
                $"One send carries at most {LargestMessage} bytes.", ServiceBusFailureReason.MessageSizeExceeded, entity))
            : _writer.RunAsync(_ => Array.ConvertAll(drafts, d => Accept(entity, d)));
    }

    public Task CancelScheduledAsync(string entity, long sequence, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _writer.RunAsync(file => file.Cancel(file.Entity(entity), sequence)
            ? true
            : throw new ServiceBusException(
                $"No message {sequence} is scheduled.", ServiceBusFailureReason.MessageNotFound, entity));
    }

    /// <summary>
    /// Waits for messages and locks up to <paramref name="most"/> of those that are there. Each is locked when it comes, as Service Bus
    /// does it; <paramref name="least"/> of them are waited for, but no longer than <paramref name="patience"/> after the first.
    /// </summary>
    public Task<IReadOnlyList<Delivery>> ReceiveAsync(
        string path, int most, CancellationToken cancellation, int least = 1, TimeSpan patience = default) =>
        ParkAsync(new Waiter(_topology.Queue(path), most, BySession: false) { Least = least, Patience = patience }, cancellation);

    /// <summary>Waits for a session that nobody holds, holds it, and locks its first message.</summary>
    public async Task<Delivery> AcceptSessionAsync(string path, CancellationToken cancellation) =>
        (await ParkAsync(new Waiter(_topology.Queue(path), 1, BySession: true), cancellation))[0];

    /// <summary>The session's next message, or null and the session is let go.</summary>
    public Task<Delivery?> NextInSessionAsync(Delivery last) => _writer.RunAsync(file =>
    {
        var entity = file.Entity(last.Queue.Path);
        var session = last.Content.SessionId!;
        var next = Lock(last.Queue, file.FirstOfSession(entity, session));
        if (next is [var delivery])
        {
            return delivery;
        }

        _held.Remove((entity, session));
        return null;
    });

    /// <summary>Lets a session go with its messages still there.</summary>
    public Task LeaveSessionAsync(Delivery last) => _writer.RunAsync(file =>
    {
        var entity = file.Entity(last.Queue.Path);
        _stirred.Add(entity);
        return _held.Remove((entity, last.Content.SessionId!));
    });

    /// <summary>Done: the message leaves the file. Throws <c>MessageLockLost</c> when the lock had lapsed.</summary>
    public Task CompleteAsync(Delivery delivery) => _writer.RunAsync(file => file.Delete(delivery.Sequence, delivery.Count) ? true : throw Lost(delivery));

    /// <summary>Completes what is still locked and returns how many were.</summary>
    public Task<int> CompleteAsync(IReadOnlyList<Delivery> deliveries) => _writer.RunAsync(file =>
        deliveries.Count(d => file.Delete(d.Sequence, d.Count)));

    /// <summary>Gives the message to the next receiver at once, or to the dead letters when this was its last delivery.</summary>
    public Task AbandonAsync(Delivery delivery) => _writer.RunAsync(file =>
    {
        var found = delivery.Count >= delivery.Queue.MaxDeliveryCount
            ? file.Bury(delivery.Sequence, delivery.Count, DeadLettering.TooManyDeliveries, DeadLettering.Describe(delivery.Queue))
            : file.Free(delivery.Sequence, delivery.Count);
        _stirred.Add(file.Entity(delivery.Queue.Path));
        return found ? true : throw Lost(delivery);
    });

    /// <summary>Gives the message back uncounted: it was never shown to a function.</summary>
    public void Return(Delivery delivery) => _writer.Post(file =>
    {
        file.Uncount(delivery.Sequence, delivery.Count);
        _stirred.Add(file.Entity(delivery.Queue.Path));
    });

    public Task DeadLetterAsync(Delivery delivery, string reason, string? description) => _writer.RunAsync(file =>
        file.Bury(delivery.Sequence, delivery.Count, reason, description) ? true : throw Lost(delivery));

    /// <summary>Gives dead letters to their function once more, one of them or all, with all their deliveries before them. Returns how many.</summary>
    public Task<int> RedriveAsync(string path, long? sequence) => _writer.RunAsync(file =>
    {
        var entity = file.Entity(_topology.Queue(path).Path);
        _stirred.Add(entity);
        return file.Revive(entity, sequence ?? 0, sequence ?? long.MaxValue);
    });

    /// <summary>Holds each lock for another lock duration from now; a lock that had lapsed stays lost.</summary>
    public void Renew(IReadOnlyList<Delivery> deliveries) => _writer.Post(file =>
    {
        foreach (var delivery in deliveries)
        {
            file.Renew(delivery.Sequence, delivery.Count, Now() + (long)delivery.Queue.LockDuration.TotalMilliseconds);
        }
    });

    /// <summary>Keeps a small fact of the host (a timer's last run, a blob that is done) beside the messages.</summary>
    public Task RememberAsync(string kind, string key, string value) => _writer.RunAsync(file =>
    {
        file.Remember(kind, key, value);
        return true;
    });

    public Task UnrememberAsync(string kind, IReadOnlyList<string> keys) => _writer.RunAsync(file =>
    {
        foreach (var key in keys)
        {
            file.Unremember(kind, key);
        }

        return true;
    });

    public Task<Dictionary<string, string>> RecallAsync(string kind) => _writer.RunAsync(file => file.Recall(kind));

    public async ValueTask DisposeAsync()
    {
        RunningBuses.Remove(this);
        await _alarm.DisposeAsync();
        await _writer.StopAsync();
        foreach (var waiter in _waiting.Values.SelectMany(w => w))
        {
            waiter.Done.TrySetCanceled();
        }

        _file.Dispose();
        await _ownership.DisposeAsync();
    }

    private static ServiceBusException Lost(Delivery delivery) => new(
        $"The lock on message {delivery.Sequence} has lapsed.", ServiceBusFailureReason.MessageLockLost, delivery.Queue.Path);

    private async Task<IReadOnlyList<Delivery>> ParkAsync(Waiter waiter, CancellationToken cancellation)
    {
        await using var hangUp = cancellation.Register(() => waiter.Done.TrySetCanceled(cancellation));
        _writer.Post(file =>
        {
            var entity = file.Entity(waiter.Queue.Path);
            if (!_waiting.TryGetValue(entity, out var queue))
            {
                _waiting[entity] = queue = [];
            }

            queue.Enqueue(waiter);
            _stirred.Add(entity);
        });
        try
        {
            return await waiter.Done.Task;
        }
        catch (OperationCanceledException)
        {
            _writer.Post(_ => GiveBack(waiter));
            throw;
        }
    }

    private long Accept(string entity, Draft draft)
    {
        var now = Now();
        var scheduled = draft.Due > now;
        if (!scheduled)
        {
            return Route(entity, draft.Content, draft.Properties, now);
        }

        if (Repeated(entity, draft.Content.MessageId, now))
        {
            return 0;
        }

        SetAlarm(draft.Due);
        return _file.Insert(_file.Entity(entity), MessageState.Scheduled, draft.Due, now, draft.Content);
    }

    /// <summary>Puts a message where it belongs now: into a queue, along a forward, or into every subscription that takes it.</summary>
    private long Route(string entity, Content content, IDictionary<string, object> properties, long now, bool known = false)
    {
        if (!known && Repeated(entity, content.MessageId, now))
        {
            return 0;
        }

        if (!_topology.Topics.TryGetValue(entity, out var topic))
        {
            return Place(_topology.Queue(entity), content, properties, now);
        }

        long last = 0;
        foreach (var subscription in topic.Subscriptions.Where(s => s.Takes(properties)))
        {
            last = Place(subscription.Queue, content, properties, now);
        }

        return last;
    }

    private long Place(Queue queue, Content content, IDictionary<string, object> properties, long now)
    {
        if (queue.ForwardTo is { } target)
        {
            return Route(target, content, properties, now);
        }

        var entity = _file.Entity(queue.Path);
        _stirred.Add(entity);
        return _file.Insert(entity, MessageState.Active, null, now, content);
    }

    private bool Repeated(string entity, string messageId, long now)
    {
        var window = _topology.Topics.TryGetValue(entity, out var topic) ? topic.DuplicateWindow : _topology.Queue(entity).DuplicateWindow;
        if (window is not { } span)
        {
            return false;
        }

        if (now - _forgotAt > 100 && _file.Forget(now, ForgetAtOnce) < ForgetAtOnce)
        {
            _forgotAt = now;
        }

        return !_file.See(_file.Entity(entity), messageId, now, now + (long)span.TotalMilliseconds);
    }

    /// <summary>Runs when a lock or a schedule falls due.</summary>
    private void Tick(BusFile file)
    {
        var now = Now();
        _alarmAt = long.MaxValue;
        foreach (var (sequence, entity, state, deliveries) in file.Due(now, DueAtOnce))
        {
            var path = file.PathOf(entity);
            if (!_topology.Queues.ContainsKey(path) && !_topology.Topics.ContainsKey(path))
            {
                // messaging.json names it no more: the message keeps its place and is never due again.
                file.Undue(sequence);
            }
            else if (state is MessageState.Scheduled)
            {
                var content = file.TakeScheduled(sequence)!;
                Route(path, content, Properties.Read(content.Properties), now, known: true);
            }
            else if (_byNumber.TryGetValue(entity, out var queue) && deliveries >= queue.MaxDeliveryCount)
            {
                file.Bury(sequence, deliveries, DeadLettering.TooManyDeliveries, DeadLettering.Describe(queue));
            }
            else
            {
                file.Free(sequence, deliveries);
                _stirred.Add(entity);
            }
        }

        SetAlarm(file.NextDue());
    }

    private void SetAlarm(long? due)
    {
        if (due < _alarmAt)
        {
            _alarmAt = due.Value;
            var wait = TimeSpan.FromMilliseconds(Math.Max(0, due.Value - Now()));
            _alarm.Change(wait < s_longestTimer ? wait : s_longestTimer, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gives waiting receivers what the transaction at hand has brought; they hear of it after the commit.</summary>
    private Action<Exception?> ServeWaiters()
    {
        List<Serving>? servings = null;
        foreach (var entity in _stirred)
        {
            if (!_waiting.TryGetValue(entity, out var queue))
            {
                continue;
            }

            while (queue.TryPeek(out var waiter))
            {
                if (waiter.Done.Task.IsCompleted)
                {
                    queue.Dequeue();
                    continue;
                }

                var taken = Take(entity, waiter);
                var enough = waiter.Gathered.Count + taken.Count is var all && all > 0 && (all >= waiter.Least || waiter.IsOverdue);
                if (taken.Count > 0 || enough)
                {
                    (servings ??= []).Add(new Serving(waiter, taken, enough));
                }

                if (!enough)
                {
                    break;
                }

                queue.Dequeue();
            }
        }

        _stirred.Clear();
        return failure => Serve(servings, failure);
    }

    private void Serve(List<Serving>? servings, Exception? failure)
    {
        foreach (var (waiter, taken, enough) in servings ?? [])
        {
            if (failure is null)
            {
                waiter.Gathered.AddRange(taken);
            }

            if (enough)
            {
                Hand(waiter, failure);
            }
            else if (failure is null)
            {
                waiter.Timer ??= _time.CreateTimer(_ => _writer.Post(file => Hurry(file, waiter)), null, waiter.Patience, Timeout.InfiniteTimeSpan);
            }
            else
            {
                // What was rolled back is there still; somebody must look again.
                _stirred.Add(_file.Entity(waiter.Queue.Path));
            }
        }
    }

    private void Hand(Waiter waiter, Exception? failure)
    {
        waiter.Timer?.Dispose();
        var taken = failure is null ? waiter.Done.TrySetResult([.. waiter.Gathered]) : waiter.Done.TrySetException(failure);
        if (taken && failure is null)
        {
            waiter.Gathered.Clear();
            return;
        }

        if (waiter.BySession && waiter.Session is { } session)
        {
            _held.Remove((_file.Entity(waiter.Queue.Path), session));
        }

        // The receiver hung up between the lock and the commit, or the commit failed.
        GiveBack(waiter);
    }

    /// <summary>Patience is over: what has been gathered goes as it is.</summary>
    private void Hurry(BusFile file, Waiter waiter)
    {
        waiter.IsOverdue = true;
        _stirred.Add(file.Entity(waiter.Queue.Path));
    }

    /// <summary>What a receiver had gathered and never saw goes back uncounted.</summary>
    private void GiveBack(Waiter waiter)
    {
        waiter.Timer?.Dispose();
        foreach (var delivery in waiter.Gathered)
        {
            Return(delivery);
        }

        waiter.Gathered.Clear();
    }

    private List<Delivery> Take(long entity, Waiter waiter)
    {
        if (!waiter.BySession)
        {
            return Lock(waiter.Queue, _file.FirstActive(entity, waiter.Most - waiter.Gathered.Count));
        }

        var session = _file.FirstFreeSession(entity, _held.Where(h => h.Entity == entity).Select(h => h.Session));
        if (session is null)
        {
            return [];
        }

        _held.Add((entity, session));
        waiter.Session = session;
        return Lock(waiter.Queue, _file.FirstOfSession(entity, session));
    }

    private List<Delivery> Lock(Queue queue, List<(long Sequence, int Deliveries, long Enqueued, Content Content)> messages)
    {
        var until = Now() + (long)queue.LockDuration.TotalMilliseconds;
        var deliveries = new List<Delivery>(messages.Count);
        foreach (var (sequence, count, enqueued, content) in messages)
        {
            _file.Lock(sequence, until);
            deliveries.Add(new Delivery(queue, sequence, count + 1, enqueued, until, content));
        }

        if (messages.Count > 0)
        {
            SetAlarm(until);
        }

        return deliveries;
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Waiter(Queue Queue, int Most, bool BySession)
    {
        public TaskCompletionSource<IReadOnlyList<Delivery>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Least { get; init; } = 1;

        public TimeSpan Patience { get; init; }

        /// <summary>Locked for this receiver by transactions that have committed, and not yet handed over.</summary>
        public List<Delivery> Gathered { get; } = [];

        public ITimer? Timer { get; set; }

        public bool IsOverdue { get; set; }

        public string? Session { get; set; }
    }

    /// <summary>What the transaction at hand has locked for a receiver, and whether it then has enough.</summary>
    private sealed record Serving(Waiter Waiter, List<Delivery> Taken, bool Enough);

    /// <summary>A message as it was when it was sent; what its owner does to it afterwards changes nothing.</summary>
    private sealed record Draft(Content Content, Dictionary<string, object> Properties, long Due)
    {
        public static Draft Of(ServiceBusMessage message) => new(
            new Content(
                message.MessageId ?? Guid.NewGuid().ToString("N"),
                message.Subject,
                message.ContentType,
                message.CorrelationId,
                message.SessionId,
                Bus.Properties.Write(message.ApplicationProperties),
                message.Body.ToArray()),
            new(message.ApplicationProperties),
            message.ScheduledEnqueueTime == default ? 0 : message.ScheduledEnqueueTime.ToUnixTimeMilliseconds());
    }
}
