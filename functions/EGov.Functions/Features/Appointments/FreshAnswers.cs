using System.Collections.Concurrent;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Keeps answers for half a second: in a rush everybody asks the same, and one computing is enough. With counts that are at most a second
/// old, an answer is at most a second and a half behind.
/// </summary>
public sealed class FreshAnswers(TimeProvider time)
{
    private const int Most = 2_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    public Task<T> GetAsync<T>(string key, Func<Task<T>> make)
        where T : class
    {
        var now = time.GetTimestamp();
        if (_entries.TryGetValue(key, out var there) && time.GetElapsedTime(there.At, now) < Lifetime && !there.Answer.IsFaulted)
        {
            return (Task<T>)there.Answer;
        }

        if (_entries.Count >= Most)
        {
            _entries.Clear();
        }

        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var mine = new Entry(now, source.Task);
        var kept = there is null ? _entries.TryAdd(key, mine) : _entries.TryUpdate(key, mine, there);
        return kept ? FillAsync(source, make) : GetAsync(key, make);
    }

    private static async Task<T> FillAsync<T>(TaskCompletionSource<T> source, Func<Task<T>> make)
    {
        try
        {
            source.SetResult(await make());
        }
#pragma warning disable CA1031 // Whatever it was, everybody who waits for this answer is told, and the next one asks anew.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            source.SetException(failure);
        }

        return await source.Task;
    }

    private sealed record Entry(long At, Task Answer);
}
