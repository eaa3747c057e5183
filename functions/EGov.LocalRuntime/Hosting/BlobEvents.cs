using System.Text.Json;
using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using EGov.LocalRuntime.Bus;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// Sends the event of each version of a blob to a queue, at least once. New blobs are found by listing; the pause between two listings
/// grows with what a listing costs, so a full container is listed seldom and an empty one four times a second.
/// </summary>
internal sealed partial class BlobEvents(string queue, BlobContainerClient container, LocalBus bus, TimeProvider time, ILogger logger)
{
    private const int PausePerListing = 20;

    /// <summary>What one send carries with ease.</summary>
    private const int MostTogether = 100;

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _sent = new(StringComparer.Ordinal);
    private bool _silent;

    private string Memo => $"blob-events:{queue}";

    /// <param name="taking">Cancelled when no other blob is looked for.</param>
    public async Task RunAsync(CancellationToken taking)
    {
        foreach (var (name, etag) in await bus.RecallAsync(Memo))
        {
            _sent[name] = etag;
        }

        try
        {
            while (!taking.IsCancellationRequested)
            {
                await Task.Delay(await LookAsync(taking), time, taking);
            }
        }
        catch (OperationCanceledException) when (taking.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Sends what is new and returns how long to wait for the next look.</summary>
    private async Task<TimeSpan> LookAsync(CancellationToken taking)
    {
        var start = time.GetTimestamp();
        var there = new HashSet<string>(StringComparer.Ordinal);
        var written = new List<BlobItem>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: taking))
            {
                there.Add(blob.Name);
                if (_sent.GetValueOrDefault(blob.Name) != Version(blob))
                {
                    written.Add(blob);
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

        await SendAsync(written);
        await ForgetAsync(there);
        var pause = time.GetElapsedTime(start) * PausePerListing;
        return pause < s_shortestPause ? s_shortestPause : pause > s_longestPause ? s_longestPause : pause;
    }

    /// <summary>Sent before it is remembered: whoever dies between the two sends it again.</summary>
    private async Task SendAsync(List<BlobItem> written)
    {
        foreach (var together in written.Chunk(MostTogether))
        {
            await bus.SendAsync(queue, [.. together.Select(Event)], CancellationToken.None);
            await Task.WhenAll(together.Select(blob => bus.RememberAsync(Memo, blob.Name, Version(blob))));
            foreach (var blob in together)
            {
                _sent[blob.Name] = Version(blob);
            }
        }
    }

    /// <summary>A blob that is gone needs no memory; one that comes again by that name is new.</summary>
    private async Task ForgetAsync(HashSet<string> there)
    {
        string[] gone = [.. _sent.Keys.Where(name => !there.Contains(name))];
        if (gone.Length > 0)
        {
            await bus.UnrememberAsync(Memo, gone);
            Array.ForEach(gone, name => _sent.Remove(name));
        }
    }

    /// <summary>In Event Grid's own schema, as a subscription delivers it to a queue: one event a message.</summary>
    private ServiceBusMessage Event(BlobItem blob) => new(JsonSerializer.Serialize(new
    {
        id = Guid.NewGuid(),
        topic = $"/storageAccounts/{container.AccountName}",
        subject = $"/blobServices/default/containers/{container.Name}/blobs/{blob.Name}",
        eventType = "Microsoft.Storage.BlobCreated",
        eventTime = blob.Properties.LastModified,
        dataVersion = "",
        metadataVersion = "1",
        data = new
        {
            api = "PutBlockList",
            eTag = Version(blob),
            contentType = blob.Properties.ContentType,
            contentLength = blob.Properties.ContentLength,
            blobType = "BlockBlob",
            url = container.GetBlobClient(blob.Name).Uri,
        },
    }))
    {
        ContentType = "application/json",
    };

    private static string Version(BlobItem blob) => blob.Properties.ETag!.Value.ToString();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The container {Container} cannot be listed now: {Reason}")]
    private partial void Unreachable(string container, string reason);
}
