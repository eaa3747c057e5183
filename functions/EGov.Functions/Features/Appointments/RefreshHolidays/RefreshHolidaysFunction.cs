using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.RefreshHolidays;

/// <summary>Every night: takes over the general holidays that were gazetted.</summary>
public sealed class RefreshHolidaysFunction(RefreshHolidaysHandler handler)
{
    [Function("RefreshHolidays")]
    [NothingPersonal]
    public Task RunAsync([TimerTrigger("0 40 19 * * *")] TimerInfo timer, CancellationToken cancellation) =>
        handler.HandleAsync(cancellation);
}
