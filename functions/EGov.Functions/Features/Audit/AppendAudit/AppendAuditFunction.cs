using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Messages;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Audit.AppendAudit;

/// <summary>Brings entries and events into the trail, all that came together by one write.</summary>
public sealed class AppendAuditFunction(IAuditChain chain, MessageBatches batches)
{
    [Function("AppendAudit")]
    [NothingPersonal]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.AppendAudit, Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) =>
        batches.HandleTogetherAsync<JsonElement, AuditEntry>(
            Topics.AppendAudit, messages, actions, AuditMessages.Read, entries => chain.AppendAsync(entries, cancellation), cancellation);
}
