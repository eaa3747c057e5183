using EGov.Testing;

namespace EGov.Crash;

/// <summary>Takes the storage away from everybody, at moments and for as long as only the seed decides, and gives it back.</summary>
internal sealed class Outages(CrashOptions options, LocalStack stack) : IDisposable
{
    /// <summary>From too short to be noticed behind a client's own tries, to so long that promises made in it come due in it.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1), s_longest = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan s_longestPeace = TimeSpan.FromSeconds(4);

    private readonly Random _random = new(options.Seed * 31);
    private readonly SemaphoreSlim _storage = new(1, 1);

    public int Count { get; private set; }

    public TimeSpan Lasted { get; private set; }

    /// <param name="load">When it is over there is nothing to disturb any more.</param>
    public async Task RunAsync(Task load, CancellationToken cancellation)
    {
        while (Count < options.Outages && !load.IsCompleted)
        {
            await Task.Delay(s_longestPeace * _random.NextDouble(), cancellation);
            var length = s_shortest * Math.Pow(s_longest / s_shortest, _random.NextDouble());
            using (await HoldOffAsync(cancellation))
            {
                await stack.TakeStorageAwayAsync(cancellation);
                await Task.Delay(length, cancellation);
                await stack.GiveStorageBackAsync(cancellation);
            }

            Count++;
            Lasted += length;
        }
    }

    /// <summary>Waits until storage is there, and keeps it there until disposed: on a developer's machine the host prepares it, and does not start without.</summary>
    public async Task<IDisposable> HoldOffAsync(CancellationToken cancellation)
    {
        await _storage.WaitAsync(cancellation);
        return new Hold(_storage);
    }

    public void Dispose() => _storage.Dispose();

    private sealed class Hold(SemaphoreSlim storage) : IDisposable
    {
        public void Dispose() => storage.Release();
    }
}
