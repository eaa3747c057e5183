using System.Collections.Concurrent;

namespace EGov.Functions.Hosting;

/// <summary>Values that are good for a moment: whoever asks within it shares one making, which begins when the first one asks.</summary>
/// <param name="lifetime">Counted from when the making began.</param>
/// <param name="most">Keys that are kept; beyond it all are forgotten.</param>
internal sealed class Fresh<TKey, TValue>(TimeProvider time, TimeSpan lifetime, int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    /// <param name="make">Serves everybody who asks, so no single caller's going away may end it.</param>
    public Task<TValue> GetAsync(TKey key, Func<Task<TValue>> make)
    {
        while (true)
        {
            if (_entries.TryGetValue(key, out var there) && time.GetElapsedTime(there.At) < lifetime && !there.Value.Value.IsFaulted)
            {
                return there.Value.Value;
            }

            if (_entries.Count >= most)
            {
                _entries.Clear();
                there = null;
            }

            var mine = new Entry(time.GetTimestamp(), new Lazy<Task<TValue>>(make));
            if (there is null ? _entries.TryAdd(key, mine) : _entries.TryUpdate(key, mine, there))
            {
                return mine.Value.Value;
            }
        }
    }

    private sealed record Entry(long At, Lazy<Task<TValue>> Value);
}
