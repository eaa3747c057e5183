namespace EGov.Crash;

/// <summary>Deals out the attempts of a run to its clients.</summary>
internal sealed class Attempts(int? all)
{
    private int _begun = -1;

    /// <summary>The part that is dealt out; all of it when their number is open, as then nothing waits for it.</summary>
    public double Progress => all is { } some ? Math.Min(1, (_begun + 1d) / some) : 1;

    /// <summary>The next one; null when all are dealt out.</summary>
    public CrashAttempt? Next()
    {
        var number = Interlocked.Increment(ref _begun);
        return number < (all ?? int.MaxValue) ? new CrashAttempt(number, all is { } some ? (double)number / some : 0) : null;
    }
}
