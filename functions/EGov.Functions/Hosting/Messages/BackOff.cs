namespace EGov.Functions.Hosting.Messages;

/// <summary>
/// How long what storage, the bus or a provider failed is held before it is given back. Given back at once it is here again at once, and the ten deliveries that make a dead letter
/// are over before an outage is; held so, they last two minutes.
/// </summary>
internal static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>Shorter than a lock less all tries of one storage call, so that what is given back is still ours to give.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="deliveries">How often it was handed out, this time included.</param>
    public static TimeSpan After(int deliveries)
    {
        var pause = First * Math.Pow(2, Math.Clamp(deliveries, 1, 10) - 1);
        return pause < Longest ? pause : Longest;
    }
}
