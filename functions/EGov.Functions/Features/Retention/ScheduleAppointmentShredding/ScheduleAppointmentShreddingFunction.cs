using Azure.Messaging.ServiceBus;
using EGov.Domain;
using EGov.Domain.Retention;
using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Messages;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Retention.ScheduleAppointmentShredding;

/// <summary>
/// Appointments were booked: they are looked at when the days of their rule have gone by since that day. None is due before it. Where they move to is not followed:
/// then, the appointment says whether it is due, and else gets a new day. So nothing is read here, and what is booked on one day goes into the calendar together.
/// </summary>
public sealed class ScheduleAppointmentShreddingFunction(RetentionSchedule schedule, IRetentionCalendar calendar, MessageBatches batches)
{
    [Function("ScheduleAppointmentShredding")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.AppointmentMoved, "retention", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) =>
        batches.HandleAsync<CloudEvent<AppointmentEvent>>(
            $"{Topics.AppointmentMoved}/retention",
            messages,
            actions,
            booked => calendar.Part(Due(booked)),
            (_, booked) => calendar.PutAsync([.. booked.Select(one => Due(one.Body))], cancellation),
            cancellation);

    private RetentionDue Due(CloudEvent<AppointmentEvent> booked) => new(
        schedule.OfAppointment().DueAfter(HongKong.DateOf(booked.Time)),
        booked.Data.Reference,
        new AppointmentAddress(booked.Data.Service, booked.Data.Person));
}
