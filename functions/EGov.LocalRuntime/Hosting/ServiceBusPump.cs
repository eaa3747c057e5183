using System.Text.Json;
using EGov.LocalRuntime.Bus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EGov.LocalRuntime.Hosting;

/// <summary>Delivers messages to the functions whose [ServiceBusTrigger] names their queue or subscription.</summary>
internal sealed class ServiceBusPump(
    FunctionCatalog catalog,
    FunctionRunner runner,
    LocalBus bus,
    HostJson host,
    IConfiguration configuration,
    IOptions<JsonSerializerOptions> json,
    Drain drain,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ServiceBusPump> logger) : BackgroundService
{
    private QueueListener[] _listeners = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Here, so that a trigger on an entity that messaging.json lacks stops the host from starting.
        _listeners = [.. catalog.TriggeredBy<ServiceBusTriggerAttribute>().Select(f => Listener(f.Function, f.Trigger))];
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStartAsync(stoppingToken);
        await Task.WhenAll(_listeners.Select(l => l.RunAsync(drain.Taking, drain.Running)));
    }

    private QueueListener Listener(FunctionMethod function, ServiceBusTriggerAttribute trigger)
    {
        var path = configuration.Resolve(trigger.QueueName ?? $"{trigger.TopicName}/{trigger.SubscriptionName}");
        var queue = bus.Queue(path);
        if (queue.ForwardTo is { } target)
        {
            throw new InvalidOperationException($"{function.FunctionName} listens to '{path}', which keeps nothing: it forwards to '{target}'.");
        }

        var listening = new Listening(
            Concurrency: trigger.IsSessionsEnabled ? host.MaxConcurrentSessions : trigger.IsBatched ? 1 : host.MaxConcurrentCalls,
            Most: trigger.IsBatched ? host.MaxMessageBatchSize : 1,
            trigger.IsSessionsEnabled,
            AutoCompletes(function, trigger),
            LongestRenewal: trigger.IsBatched ? TimeSpan.Zero : host.MaxAutoLockRenewalDuration)
        {
            Least = trigger.IsBatched ? host.MinMessageBatchSize : 1,
            Patience = host.MaxBatchWaitTime,
        };
        return new QueueListener(
            bus,
            queue,
            listening,
            (batch, stopping) => runner.RunAsync(
                function,
                parameter => ServiceBusArguments.Bind(parameter.ParameterType, batch, json.Value),
                stopping,
                batch.Deliveries,
                trigger.IsBatched ? null : ServiceBusArguments.Told(batch.Deliveries[0])),
            time,
            logger);
    }

    /// <summary>What is written on the trigger goes before host.json; false and unwritten look alike on the attribute itself.</summary>
    private bool AutoCompletes(FunctionMethod function, ServiceBusTriggerAttribute trigger) =>
        function.Parameter.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(ServiceBusTriggerAttribute))
            .SelectMany(a => a.NamedArguments)
            .Any(a => a.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages))
                ? trigger.AutoCompleteMessages
                : host.AutoCompleteMessages;
}
