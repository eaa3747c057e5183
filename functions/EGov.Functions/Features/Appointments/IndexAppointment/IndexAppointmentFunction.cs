using EGov.Functions.Events;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.IndexAppointment;

/// <summary>Makes an appointment findable by its reference, for the officer at whose counter somebody stands on the wrong day.</summary>
public sealed class IndexAppointmentFunction(IAppointmentReferences references)
{
    [Function("IndexAppointment")]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.AppointmentMoved, "references", Connection = "ServiceBus")] CloudEvent<AppointmentEvent> happened,
        CancellationToken cancellation) =>
        references.AddAsync(happened.Data.Reference, new ListedAppointment(happened.Data.Service, happened.Data.Person), cancellation);
}
