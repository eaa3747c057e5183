using System.Threading.Channels;
using Azure.Messaging.ServiceBus;

namespace EGov.LocalRuntime.Bus;

/// <summary>
/// The file's one writer. Whatever callers asked for while it was busy becomes one transaction, and each caller goes on only after the commit:
/// under load one commit serves hundreds, and alone a caller waits for one commit only.
/// </summary>
/// <param name="beforeCommit">Runs inside each transaction after its work; what it returns runs after the commit, told whether that succeeded.</param>
internal sealed class GroupCommit(BusFile file, Func<Action<Exception?>> beforeCommit)
{
    private const int MostInOne = 512;

    private readonly Channel<Work> _work = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private Task _writer = Task.CompletedTask;

    public void Start() => _writer = Task.Run(WriteAsync);

    /// <summary>Runs <paramref name="act"/> on the writer; the task ends after the commit.</summary>
    public Task<T> RunAsync<T>(Func<BusFile, T> act)
    {
        var work = new Work<T>(act);
        ObjectDisposedException.ThrowIf(!_work.Writer.TryWrite(work), typeof(LocalBus));
        return work.Done;
    }

    /// <summary>As <see cref="RunAsync"/> with nobody waiting; after the end it does nothing.</summary>
    public void Post(Action<BusFile> act) => _work.Writer.TryWrite(new Work<bool>(f =>
    {
        act(f);
        return true;
    }));

    /// <summary>Finishes what was asked for before, then refuses more.</summary>
    public async Task StopAsync()
    {
        _work.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Work>(MostInOne);
        while (await _work.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostInOne && _work.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            Commit(batch);
            batch.Clear();
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
