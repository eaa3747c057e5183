using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.ServiceBus;

/// <summary>An entry is a message to <c>append-audit</c>: once the bus has taken it, it outlives this process.</summary>
public sealed class ServiceBusAuditTrail(ServiceBusEventPublisher publisher) : IAuditTrail
{
    public Task RecordAsync(AuditEntry entry, CancellationToken cancellation) =>
        publisher.Sender(Topics.AppendAudit).SendMessageAsync(
            new ServiceBusMessage(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(entry, Json.Options))) { MessageId = entry.Id },
            cancellation);
}
