using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.CloseOffice;

/// <summary>A closure was declared or ended.</summary>
public sealed class CloseOfficeFunction(CloseOfficeHandler handler)
{
    [Function("CloseOffice")]
    [NothingPersonal]
    public Task RunAsync([ServiceBusTrigger(Topics.CloseOffice, Connection = "ServiceBus")] ClosureOrder order, CancellationToken cancellation) =>
        handler.HandleAsync(order, cancellation);
}
