using Azure;
using Azure.Data.Tables;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// One session as this process knows it. Whatever is asked while a write is on its way waits, and all of it becomes the next write: in a
/// rush one conditional replacement seats hundreds, alone a caller waits for one only. Another process's write shows as a conflict:
/// then the row is read anew and everything is decided again.
/// </summary>
internal sealed class SessionDesk(TableClient table, SessionKey session, TimeProvider time)
{
    private const int Attempts = 20;
    private const int MostInOne = 256;

    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly Lock _door = new();
    private readonly Queue<Work> _waiting = new();
    private bool _busy;
    private Known? _known;

    public Task<T> DecideAsync<T>(Func<SessionSeats, Decision<T>> decide)
    {
        var work = new Work<T>(decide);
        lock (_door)
        {
            _waiting.Enqueue(work);
            if (_busy)
            {
                return work.Done;
            }

            _busy = true;
        }

        _ = Task.Run(ServeAsync);
        return work.Done;
    }

    private async Task ServeAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                await DecideAllAsync(batch);
            }
#pragma warning disable CA1031 // Whatever storage said is the answer to everybody in this batch; what it did is read anew by the next.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _known = null;
                batch.ForEach(work => work.Fail(failure));
            }
        }
    }

    private List<Work> Take()
    {
        lock (_door)
        {
            var batch = new List<Work>();
            while (batch.Count < MostInOne && _waiting.TryDequeue(out var work))
            {
                batch.Add(work);
            }

            _busy = batch.Count > 0;
            return batch;
        }
    }

    private async Task DecideAllAsync(List<Work> batch)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var remembered = _known is not null;
            var known = _known ??= await ReadAsync();
            var state = known.Seats;
            var onFresh = false;
            foreach (var work in batch)
            {
                state = work.Decide(state, ref onFresh);
            }

            if (onFresh && remembered && time.GetElapsedTime(known.At) > GoodFor)
            {
                // Somebody else's process may have given seats back since.
                _known = null;
                continue;
            }

            if (ReferenceEquals(state, known.Seats) || await WriteAsync(known, state))
            {
                batch.ForEach(work => work.Answer());
                return;
            }

            _known = null;
        }

        throw new RequestFailedException(503, "A session was contended for too long");
    }

    private async Task<Known> ReadAsync()
    {
        var at = time.GetTimestamp();
        return await table.FindAsync(SessionRows.Partition(session.Service, session.Office), SessionRows.Key(session), CancellationToken.None) is { } row
            ? new Known(SessionRows.Seats(row), row.ETag.ToString(), at)
            : new Known(SessionSeats.Untouched, null, at);
    }

    /// <summary>False when somebody else wrote in between, or when an own write's answer was lost and its repetition met itself.</summary>
    private async Task<bool> WriteAsync(Known known, SessionSeats state)
    {
        var at = time.GetTimestamp();
        var row = SessionRows.Write(session, state);
        var version = known.Version is null
            ? await table.TryAddAsync(row, CancellationToken.None)
            : await table.TryUpdateAsync(row, known.Version, TableUpdateMode.Replace, CancellationToken.None);
        if (version is not null)
        {
            _known = new Known(state, version, at);
        }

        return version is not null;
    }

    private sealed record Known(SessionSeats Seats, string? Version, long At);

    private abstract class Work
    {
        public abstract SessionSeats Decide(SessionSeats state, ref bool onFresh);

        public abstract void Answer();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<SessionSeats, Decision<T>> decide) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _answer = default!;

        public Task<T> Done => _done.Task;

        public override SessionSeats Decide(SessionSeats state, ref bool onFresh)
        {
            var decision = decide(state);
            _answer = decision.Answer;
            onFresh |= decision.OnFresh;
            return decision.Next ?? state;
        }

        public override void Answer() => _done.TrySetResult(_answer);

        public override void Fail(Exception failure) => _done.TrySetException(failure);
    }
}
