using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using EGov.Domain.Appointments;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// The count of one waiting room as this process knows it. Whoever comes while a write is on its way, or right after it, waits, and all of them
/// become the next write: however many come, it writes forty times a second. From the release on, the first write of all makes the draw: it is one conditional replacement, so there is one draw.
/// </summary>
internal sealed class ArrivalDesk(TableClient table, string room, DateTimeOffset releaseAt, TimeProvider time)
{
    private const int Attempts = 20;
    private const string Row = "count";

    internal static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(25);

    private readonly Lock _door = new();
    private List<TaskCompletionSource<int>> _waiting = [];
    private bool _busy;
    private Known? _known;

    /// <summary>A number that nobody else has.</summary>
    public Task<int> ArriveAsync()
    {
        var arrival = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_door)
        {
            _waiting.Add(arrival);
            if (_busy)
            {
                return arrival.Task;
            }

            _busy = true;
        }

        _ = Task.Run(ServeAsync);
        return arrival.Task;
    }

    /// <summary>As it stands now, and drawn when it is time.</summary>
    public async Task<RushQueue> QueueAsync()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var known = await ReadAsync();
            var due = Due(known.Queue);
            if (ReferenceEquals(due, known.Queue) || await WriteAsync(due, known.Version) is not null)
            {
                return due;
            }
        }

        throw Contended();
    }

    private async Task ServeAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                await NumberAsync(batch);
                await Task.Delay(Gathering, TimeProvider.System);
            }
#pragma warning disable CA1031 // Whatever storage said is the answer to everybody in this batch; what it did is read anew by the next.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _known = null;
                batch.ForEach(arrival => arrival.TrySetException(failure));
            }
        }
    }

    private List<TaskCompletionSource<int>> Take()
    {
        lock (_door)
        {
            var batch = _waiting;
            _waiting = [];
            _busy = batch.Count > 0;
            return batch;
        }
    }

    private async Task NumberAsync(List<TaskCompletionSource<int>> batch)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var known = _known ?? await ReadAsync();
            var before = Due(known.Queue);
            var queue = before.With(batch.Count);
            if (await WriteAsync(queue, known.Version) is { } version)
            {
                _known = new Known(queue, version);
                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].TrySetResult(before.Given + i);
                }

                return;
            }

            // Somebody else wrote in between; or an own write's answer was lost, and its numbers are nobody's. Whoever lost waits a moment, by chance.
            _known = null;
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(5 << Math.Min(attempt, 6))), TimeProvider.System);
        }

        throw Contended();
    }

    private RushQueue Due(RushQueue queue) => time.GetUtcNow() >= releaseAt ? queue.Drawn() : queue;

    private async Task<Known> ReadAsync() => await table.FindAsync(room, Row, CancellationToken.None) is { } row
        ? new Known(
            new RushQueue(row.GetInt32("Given")!.Value, row.GetBinary("Seed") is { } seed ? new QueueDraw(row.GetInt32("Among")!.Value, seed) : null),
            row.ETag.ToString())
        : new Known(RushQueue.Nobody, null);

    /// <summary>The new version; null when somebody else wrote in between.</summary>
    private Task<string?> WriteAsync(RushQueue queue, string? version)
    {
        var row = new TableEntity(room, Row) { ["Given"] = queue.Given };
        if (queue.Draw is { } draw)
        {
            row["Among"] = draw.Among;
            row["Seed"] = draw.Seed.ToArray();
        }

        return version is null
            ? table.TryAddAsync(row, CancellationToken.None)
            : table.TryUpdateAsync(row, version, TableUpdateMode.Replace, CancellationToken.None);
    }

    private static RequestFailedException Contended() => new(503, "The count of a waiting room was contended for too long");

    private sealed record Known(RushQueue Queue, string? Version);
}
