using Azure;
using Azure.Messaging.ServiceBus;

namespace EGov.Functions.Hosting.Http;

/// <summary>Tells storage or the bus being away, which passes, from a fault of ours, which does not.</summary>
internal static class Outages
{
    public static bool IsOutage(this Exception thrown) => thrown switch
    {
        // Status 0: no answer at all. The client gives its last tries' exceptions together.
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        ServiceBusException refused => refused.IsTransient,
        TaskCanceledException { InnerException: TimeoutException } => true,
        AggregateException several => several.InnerExceptions.Count > 0 && several.InnerExceptions.All(IsOutage),
        _ => false,
    };
}
