using EGov.Functions.Events;
using EGov.Functions.Features.Audit;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>An entry is a message to <c>append-audit</c>: once the bus has taken it, it outlives this process.</summary>
public sealed class ServiceBusAuditTrail(ServiceBusEventPublisher publisher) : IAuditTrail
{
    public Task RecordAsync(AuditEntry entry, CancellationToken cancellation)
    {
        var message = ServiceBusEventPublisher.Plain(entry);
        message.MessageId = entry.Id;
        return publisher.Sender(Topics.AppendAudit).SendMessageAsync(message, cancellation);
    }
}
