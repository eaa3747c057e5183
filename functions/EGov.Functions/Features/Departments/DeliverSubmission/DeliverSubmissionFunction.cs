using Azure.Messaging.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Messages;
using EGov.Functions.Hosting.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.DeliverSubmission;

/// <summary>Puts received submissions into their departments' inboxes.</summary>
public sealed class DeliverSubmissionFunction(IInboxStore inbox, MessageBatches batches, Timeliness timeliness)
{
    /// <summary>More than the clocks of the bus, of who accepted and of this instance differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    [Function("DeliverSubmission")]
    [AuditedByEvent(Topics.SubmissionReceived)]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.DeliverSubmission, Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) =>
        batches.HandleAsync<CloudEvent<CaseEvent>>(
            Topics.DeliverSubmission,
            messages,
            actions,
            received => received.Data.Department,
            (department, received) => DeliverAsync(department, received, cancellation),
            cancellation);

    private async Task DeliverAsync(string department, IReadOnlyList<Arrived<CloudEvent<CaseEvent>>> received, CancellationToken cancellation)
    {
        await inbox.AddAsync(department, [.. received.Select(one => new Arrival(one.Body.Data.AsInboxItem(), AloneUntil(one)))], cancellation);
        foreach (var one in received)
        {
            timeliness.HandedOver(one.Body.Time);
        }
    }

    /// <summary>
    /// Until when nobody else can have delivered this submission. There are two ways for it to come twice. The bus may hand out the same
    /// message again: then its delivery count says so, or its lock has lapsed while this delivery still goes on. Or the event may be
    /// sent twice: the topic drops the second within its window, which begins with the first, which is not sent before the event
    /// happened. So a second one that gets through is at least the window older than the event, and half of that is waited for.
    /// </summary>
    private static DateTimeOffset AloneUntil(Arrived<CloudEvent<CaseEvent>> received)
    {
        var secondEvent = received.Body.Time + (Topics.DuplicateDetectionWindow / 2);
        var nextHandingOut = received.LockedUntil - ClockSkew;
        return received.DeliveryCount > 1 ? DateTimeOffset.MinValue : secondEvent < nextHandingOut ? secondEvent : nextHandingOut;
    }
}
