using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Accounts;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.RecordAppointment;

/// <summary>Brings what happened to an appointment into the list and the notices of whoever was signed in when it was made.</summary>
public sealed class RecordAppointmentFunction(IAppointmentList list, ITimelineStore timeline, Timeliness timeliness)
{
    [Function("RecordAppointment")]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task RunAsync(
        [ServiceBusTrigger(Topics.AppointmentMoved, "accounts", Connection = "ServiceBus")] CloudEvent<AppointmentEvent> happened,
        CancellationToken cancellation)
    {
        if (happened.Data is not { Account: { } account } moved)
        {
            return;
        }

        await list.AddAsync(account, new ListedAppointment(moved.Service, moved.Person), cancellation);
        await timeline.RecordAsync(
            account,
            [new Happening(new Notice(happened.Id, happened.Time, moved.Kind.ToWire(), moved.Reference.ToString(), null, null, null, moved.Service))],
            cancellation);
        timeliness.Told(happened.Time);
    }
}
