using System.Collections.Concurrent;

namespace EGov.Functions.Hosting;

/// <summary>
/// Values that are good for a moment: whoever asks within it shares one making, which begins when the first one asks. A making that takes longer
/// than that is shared by whoever asks meanwhile, and its value is good for as long again: else, when storage is slow, everybody would begin
/// one of their own and make it slower still.
/// </summary>
/// <param name="lifetime">Counted from when the making began.</param>
/// <param name="most">Keys that are kept; beyond it all are forgotten.</param>
/// <param name="longest">However long a making took, its value is good until so long after it began; null where an old value does no harm.</param>
internal sealed class Fresh<TKey, TValue>(TimeProvider time, TimeSpan lifetime, int most, TimeSpan? longest = null)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    /// <param name="make">Serves everybody who asks, so no single caller's going away may end it.</param>
    public Task<TValue> GetAsync(TKey key, Func<Task<TValue>> make)
    {
        while (true)
        {
            if (_entries.TryGetValue(key, out var there) && there.IsGood(time, lifetime, longest ?? TimeSpan.MaxValue))
            {
                return there.Value;
            }

            if (_entries.Count >= most)
            {
                _entries.Clear();
                there = null;
            }

            var mine = new Entry(time, make);
            if (there is null ? _entries.TryAdd(key, mine) : _entries.TryUpdate(key, mine, there))
            {
                return mine.Value;
            }
        }
    }

    private sealed class Entry
    {
        private readonly long _begun;
        private readonly Lazy<Task<TValue>> _value;
        private TimeSpan _took;

        public Entry(TimeProvider time, Func<Task<TValue>> make)
        {
            _begun = time.GetTimestamp();
            _value = new Lazy<Task<TValue>>(async () =>
            {
                var value = await make();
                _took = time.GetElapsedTime(_begun);
                return value;
            });
        }

        public Task<TValue> Value => _value.Value;

        public bool IsGood(TimeProvider time, TimeSpan lifetime, TimeSpan longest) => !Value.IsCompleted
            || (Value.IsCompletedSuccessfully && time.GetElapsedTime(_begun) is var age && (age < lifetime || (age < 2 * _took && age < longest)));
    }
}
