using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Retention.ScheduleAppointmentShredding;

/// <summary>
/// An appointment was booked: its date says when its details are due. Where it moves to is not followed: when the day has come, the appointment says whether
/// it is due, and else gets a new day.
/// </summary>
public sealed class ScheduleAppointmentShreddingFunction(RetentionSchedule schedule, IRetentionCalendar calendar, IAppointmentStore store)
{
    [Function("ScheduleAppointmentShredding")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.AppointmentMoved, "retention", Connection = "ServiceBus")] CloudEvent<AppointmentEvent> booked,
        CancellationToken cancellation)
    {
        var (service, person) = (booked.Data.Service, booked.Data.Person);
        if (await store.FindAsync(service, person, cancellation) is { } appointment)
        {
            var day = schedule.OfAppointment().DueAfter(appointment.Claim.Session.Date);
            await calendar.PutAsync(new RetentionDue(day, appointment.Reference, new AppointmentAddress(service, person)), cancellation);
        }
    }
}
