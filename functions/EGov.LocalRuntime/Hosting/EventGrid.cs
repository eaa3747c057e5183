using Azure.Storage.Blobs;
using EGov.LocalRuntime.Bus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// Stands in for Event Grid: sends the events of the containers that messaging.json names to the queues that it names for them, where a
/// function listens to such a queue.
/// </summary>
internal sealed class EventGrid(
    FunctionCatalog catalog,
    LocalBus bus,
    IConfiguration configuration,
    Drain drain,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<EventGrid> logger) : BackgroundService
{
    private const string Connection = "AzureWebJobsStorage";

    private BlobEvents[] _watched = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _watched = [.. bus.BlobEvents.Where(IsHeard).Select(Watch)];
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStartAsync(stoppingToken);
        await Task.WhenAll(_watched.Select(one => one.RunAsync(drain.Taking)));
    }

    private bool IsHeard(BlobEventRoute route) => catalog.TriggeredBy<ServiceBusTriggerAttribute>().Any(one => one.Trigger.QueueName == route.Queue);

    private BlobEvents Watch(BlobEventRoute route)
    {
        var connection = configuration[Connection]
            ?? throw new InvalidOperationException($"Events of the container '{route.Container}' need the connection string '{Connection}'.");
        // Looking again and again is the host's own affair, and no trace tells of it.
        var options = new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(100) }, Diagnostics = { IsDistributedTracingEnabled = false } };
        return new BlobEvents(route.Queue, new BlobContainerClient(connection, route.Container, options), bus, time, logger);
    }
}
