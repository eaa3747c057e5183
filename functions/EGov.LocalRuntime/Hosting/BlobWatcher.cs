using Azure.Storage.Blobs;
using EGov.LocalRuntime.Bus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Hosting;

/// <summary>Watches the containers that [BlobTrigger]s name, through the connection that each names (AzureWebJobsStorage where it names none).</summary>
internal sealed class BlobWatcher(
    FunctionCatalog catalog,
    FunctionRunner runner,
    LocalBus bus,
    IConfiguration configuration,
    Drain drain,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<BlobWatcher> logger) : BackgroundService
{
    private const string UsualConnection = "AzureWebJobsStorage";

    private BlobWatch[] _watches = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _watches = [.. catalog.TriggeredBy<BlobTriggerAttribute>().Select(f => Watch(f.Function, f.Trigger))];
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStartAsync(stoppingToken);
        await Task.WhenAll(_watches.Select(w => w.RunAsync(drain.Taking, drain.Running)));
    }

    public override void Dispose()
    {
        Array.ForEach(_watches, w => w.Dispose());
        base.Dispose();
    }

    private BlobWatch Watch(FunctionMethod function, BlobTriggerAttribute trigger)
    {
        var name = trigger.Connection ?? UsualConnection;
        var connection = configuration[name] ?? configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"{function.FunctionName} needs the connection string '{name}'.");
        var pattern = BlobPattern.Parse(configuration.Resolve(trigger.BlobPath));
        // Looking again and again is the host's own affair, and no trace tells of it.
        var options = new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(100) }, Diagnostics = { IsDistributedTracingEnabled = false } };
        return new BlobWatch(
            function, pattern, new BlobContainerClient(connection, pattern.Container, options), runner, bus, time, logger);
    }
}
