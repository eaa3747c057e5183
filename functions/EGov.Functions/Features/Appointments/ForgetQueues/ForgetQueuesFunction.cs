using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ForgetQueues;

/// <summary>Every day: who came to a release is nobody's business any more when its waiting room has been closed for a day.</summary>
public sealed class ForgetQueuesFunction(IRuleLibrary library, IWaitingRooms rooms, TimeProvider time)
{
    [Function("ForgetQueues")]
    [NothingPersonal]
    public async Task RunAsync([TimerTrigger("0 45 19 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var before = time.GetUtcNow().AddDays(-1);
        foreach (var service in library.Current.Services)
        {
            await rooms.ForgetAsync(service.Id, before, cancellation);
        }
    }
}
