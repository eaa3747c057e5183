using Azure.Messaging.ServiceBus;

namespace EGov.LocalRuntime.Bus;

/// <summary>
/// The file is written by one caller at a time. Who comes while nobody writes does so at once, on its own thread: alone, a caller
/// waits for its commit and for nothing else. Whatever is asked for meanwhile becomes the next transaction, and each caller goes on only
/// after the commit: under load one commit serves hundreds.
/// </summary>
/// <param name="beforeCommit">Runs inside each transaction after its work; what it returns runs after the commit, told whether that succeeded.</param>
internal sealed class GroupCommit(BusFile file, Func<Action<Exception?>> beforeCommit)
{
    private const int MostInOne = 512;

    private readonly Lock _lock = new();
    private readonly Queue<Work> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _writing;
    private bool _stopped;

    /// <summary>Runs <paramref name="act"/> in a transaction, by itself with nobody else's at the same time; the task ends after the commit.</summary>
    public Task<T> RunAsync<T>(Func<BusFile, T> act)
    {
        var work = new Work<T>(act);
        var turn = Ask(work);
        ObjectDisposedException.ThrowIf(turn is Turn.Never, typeof(LocalBus));
        if (turn is Turn.Now)
        {
            WriteOnce();
        }

        return work.Done;
    }

    /// <summary>As <see cref="RunAsync"/> with nobody waiting; after the end it does nothing.</summary>
    public void Post(Action<BusFile> act)
    {
        var work = new Work<bool>(f =>
        {
            act(f);
            return true;
        });
        if (Ask(work) is Turn.Now)
        {
            WriteInBackground();
        }
    }

    /// <summary>Finishes what was asked for before, then refuses more.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _stopped = true;
            if (!_writing)
            {
                _ended.TrySetResult();
            }
        }

        return _ended.Task;
    }

    private Turn Ask(Work work)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return Turn.Never;
            }

            _waiting.Enqueue(work);
            if (_writing)
            {
                return Turn.Later;
            }

            _writing = true;
            return Turn.Now;
        }
    }

    /// <summary>One transaction, and what came meanwhile is left to another thread: this one has its own answer to give.</summary>
    private void WriteOnce()
    {
        if (Write())
        {
            WriteInBackground();
        }
    }

    private void WriteInBackground() => ThreadPool.UnsafeQueueUserWorkItem(
        static commit =>
        {
            while (commit.Write())
            {
            }
        },
        this,
        preferLocal: false);

    /// <returns>Whether more has come.</returns>
    private bool Write()
    {
        var batch = new List<Work>();
        lock (_lock)
        {
            while (batch.Count < MostInOne && _waiting.TryDequeue(out var work))
            {
                batch.Add(work);
            }
        }

        Commit(batch);
        lock (_lock)
        {
            if (_waiting.Count > 0)
            {
                return true;
            }

            _writing = false;
            if (_stopped)
            {
                _ended.TrySetResult();
            }

            return false;
        }
    }

    private void Commit(List<Work> batch)
    {
        Action<Exception?>? afterwards = null;
        Exception? failure = null;
        try
        {
            file.Begin();
            foreach (var work in batch)
            {
                work.Do(file);
            }

            afterwards = beforeCommit();
            file.Commit();
        }
#pragma warning disable CA1031 // Whatever broke the transaction is the answer to everybody in it; the writer lives on.
        catch (Exception caught)
#pragma warning restore CA1031
        {
            failure = caught;
            TryRollback();
        }

        afterwards?.Invoke(failure);
        foreach (var work in batch)
        {
            work.End(failure);
        }
    }

    private void TryRollback()
    {
        try
        {
            file.Rollback();
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite rolls back by itself after the gravest errors; then there is no transaction left.
        }
    }

    private enum Turn
    {
        Now,
        Later,
        Never,
    }

    private abstract class Work
    {
        public abstract void Do(BusFile file);

        public abstract void End(Exception? failure);
    }

    private sealed class Work<T>(Func<BusFile, T> act) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;
        private ServiceBusException? _refusal;

        public Task<T> Done => _done.Task;

        public override void Do(BusFile file)
        {
            try
            {
                _result = act(file);
            }
            catch (ServiceBusException refusal)
            {
                // A refusal wrote nothing, so it is this caller's alone and the transaction goes on.
                _refusal = refusal;
            }
        }

        public override void End(Exception? failure)
        {
            if ((failure ?? _refusal) is { } refused)
            {
                _done.TrySetException(refused);
            }
            else
            {
                _done.TrySetResult(_result);
            }
        }
    }
}
