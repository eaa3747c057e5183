namespace EGov.Simulators.BackOffice;

/// <summary>How long to wait when there was nothing to do: doubles from the shortest to the longest, and starts again after work.</summary>
internal sealed class Pause(TimeSpan shortest, TimeSpan longest)
{
    private int _idle;

    public TimeSpan Next()
    {
        var now = shortest * Math.Pow(2, _idle);
        if (now >= longest)
        {
            return longest;
        }

        _idle++;
        return now;
    }

    public void Reset() => _idle = 0;
}
