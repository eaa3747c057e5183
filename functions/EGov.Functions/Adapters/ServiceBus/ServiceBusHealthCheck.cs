using EGov.Functions.Events;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>Opens the link over which promises are made, and asks it how large a message may be; nothing is sent.</summary>
public sealed class ServiceBusHealthCheck(ServiceBusEventPublisher publisher) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var empty = await publisher.Sender(Topics.EnsurePublished).CreateMessageBatchAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
