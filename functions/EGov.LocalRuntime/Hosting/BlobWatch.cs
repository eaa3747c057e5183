using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using EGov.LocalRuntime.Bus;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Hosting;

/// <summary>A blob that its function failed on five times, as it is kept for the person who looks into it.</summary>
internal sealed record PoisonBlob(string Function, string Blob, string ETag, string Error, DateTimeOffset At);

/// <summary>
/// Runs one blob function for each version of a blob, at least once. New blobs are found by listing; the pause between two listings
/// grows with what a listing costs, so a full container is listed seldom and an empty one four times a second.
/// </summary>
internal sealed partial class BlobWatch(
    FunctionMethod function, BlobPattern pattern, BlobContainerClient container, FunctionRunner runner, LocalBus bus, TimeProvider time, ILogger logger)
    : IDisposable
{
    public const string PoisonMemo = "blob-poison";

    private const int Attempts = 5;
    private const int Together = 8;
    private const int PausePerListing = 20;

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _places = new(Together);
    private readonly ConcurrentDictionary<string, string> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _done = new(StringComparer.Ordinal);
    private bool _silent;

    private string Memo => $"blob:{function.FunctionName}";

    /// <param name="taking">Cancelled when no other blob is begun.</param>
    /// <param name="running">Cancelled when what runs has to end.</param>
    public async Task RunAsync(CancellationToken taking, CancellationToken running)
    {
        foreach (var (name, etag) in await bus.RecallAsync(Memo))
        {
            _done[name] = etag;
        }

        try
        {
            while (!taking.IsCancellationRequested)
            {
                var pause = await ListAsync(taking, running);
                await Task.Delay(pause, time, taking);
            }
        }
        catch (OperationCanceledException) when (taking.IsCancellationRequested)
        {
            // The host stops.
        }

        // With every place taken, no function runs any more.
        for (var place = 0; place < Together; place++)
        {
            await _places.WaitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _places.Dispose();

    /// <summary>Starts what is new and returns how long to wait for the next look.</summary>
    private async Task<TimeSpan> ListAsync(CancellationToken taking, CancellationToken running)
    {
        var start = time.GetTimestamp();
        var there = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, pattern.Prefix, taking))
            {
                if (pattern.Match(blob.Name) is not { } segments)
                {
                    continue;
                }

                there.Add(blob.Name);
                var etag = blob.Properties.ETag!.Value.ToString();
                if (_done.GetValueOrDefault(blob.Name) != etag && !_running.ContainsKey(blob.Name))
                {
                    await _places.WaitAsync(taking);
                    _running[blob.Name] = etag;
                    _ = Task.Run(() => FollowAsync(blob.Name, etag, segments, running), CancellationToken.None);
                }
            }

            _silent = false;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // The container is not made yet, or no more.
        }
        catch (Exception unreachable) when (unreachable is RequestFailedException or AggregateException && !taking.IsCancellationRequested)
        {
            if (!_silent)
            {
                Unreachable(container.Name, unreachable.Message);
            }

            _silent = true;
            return s_longestPause / 2;
        }

        await ForgetAsync(there);
        var pause = time.GetElapsedTime(start) * PausePerListing;
        return pause < s_shortestPause ? s_shortestPause : pause > s_longestPause ? s_longestPause : pause;
    }

    /// <summary>A blob that is gone needs no memory; one that comes again by that name is new.</summary>
    private async Task ForgetAsync(HashSet<string> there)
    {
        string[] gone = [.. _done.Keys.Where(name => !there.Contains(name) && !_running.ContainsKey(name))];
        if (gone.Length > 0)
        {
            await bus.UnrememberAsync(Memo, gone);
            Array.ForEach(gone, name => _done.TryRemove(name, out _));
        }
    }

    private async Task FollowAsync(string name, string etag, IReadOnlyDictionary<string, string> segments, CancellationToken stopping)
    {
        try
        {
            if (await TryAsync(name, etag, segments, stopping))
            {
                await bus.RememberAsync(Memo, name, etag);
                _done[name] = etag;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not done, so the next start finds it again.
        }
        finally
        {
            _running.TryRemove(name, out _);
            _places.Release();
        }
    }

    /// <summary>True when this version of the blob needs no more attention: handled, or given up.</summary>
    private async Task<bool> TryAsync(string name, string etag, IReadOnlyDictionary<string, string> segments, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await HandleAsync(name, segments, stopping);
                return true;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // Whatever the function throws means the same: it is tried again, then given up.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                if (failure is RequestFailedException { Status: 404 } && !await container.GetBlobClient(name).ExistsAsync(stopping))
                {
                    return false;
                }

                Failed(failure, function.FunctionName, $"{container.Name}/{name}", attempt);
                if (attempt == Attempts)
                {
                    var poison = new PoisonBlob(function.FunctionName, $"{container.Name}/{name}", etag, failure.GetType().Name, time.GetUtcNow());
                    await bus.RememberAsync(PoisonMemo, $"{function.FunctionName}/{name}", JsonSerializer.Serialize(poison));
                    return true;
                }
            }

            await Task.Delay(s_pauseAfterFailure * (1 << attempt), time, stopping);
        }
    }

    private async Task HandleAsync(string name, IReadOnlyDictionary<string, string> segments, CancellationToken stopping)
    {
        var blob = container.GetBlobClient(name);
        var wanted = function.Parameter.ParameterType;
        object content = wanted == typeof(BlobClient) ? blob
            : wanted == typeof(Stream) ? await blob.OpenReadAsync(cancellationToken: stopping)
            : (await blob.DownloadContentAsync(stopping)).Value.Content is var data && wanted == typeof(string) ? data.ToString()
            : wanted == typeof(byte[]) ? data.ToArray()
            : data;
        try
        {
            await runner.RunAsync(
                function, parameter => parameter == function.Parameter ? content : Segment(parameter, segments), stopping);
        }
        finally
        {
            (content as IDisposable)?.Dispose();
        }
    }

    private string Segment(ParameterInfo parameter, IReadOnlyDictionary<string, string> segments) =>
        segments.TryGetValue(parameter.Name!, out var segment)
            ? segment
            : throw new InvalidOperationException($"{function.FunctionName}'s path has no {{{parameter.Name}}}.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} failed on {Blob} at attempt {Attempt}")]
    private partial void Failed(Exception failure, string function, string blob, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The container {Container} cannot be listed now: {Reason}")]
    private partial void Unreachable(string container, string reason);
}
