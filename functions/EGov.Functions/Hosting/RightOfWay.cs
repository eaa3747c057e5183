namespace EGov.Functions.Hosting;

/// <summary>
/// Acceptance goes before delivery (decision 7): what follows a submission or a booking waits while others are being accepted by this instance, until
/// there is a gap between them, or its patience is over. In a rush it so falls behind, and what waits is done together.
/// </summary>
public sealed class RightOfWay(TimeProvider time)
{
    /// <summary>Longer than one client's pause between two calls, so that even a single one in a hurry is let through.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(5);

    private const int Looks = 10;

    private int _inside;
    private long _lastOut = time.GetTimestamp() - time.TimestampFrequency;

    /// <summary>Does what somebody waits for.</summary>
    public async Task<T> TakeAsync<T>(Func<Task<T>> act)
    {
        Interlocked.Increment(ref _inside);
        try
        {
            return await act();
        }
        finally
        {
            Volatile.Write(ref _lastOut, time.GetTimestamp());
            Interlocked.Decrement(ref _inside);
        }
    }

    /// <summary>Waits for a gap.</summary>
    public async Task GiveWayAsync(TimeSpan patience, CancellationToken cancellation)
    {
        // Looking takes time from those who pass, so it is done ten times and no more.
        for (var look = 0; look < Looks && !IsFree; look++)
        {
            await Task.Delay(patience / Looks, time, cancellation);
        }
    }

    private bool IsFree => Volatile.Read(ref _inside) == 0 && time.GetElapsedTime(Volatile.Read(ref _lastOut)) >= Gap;
}
