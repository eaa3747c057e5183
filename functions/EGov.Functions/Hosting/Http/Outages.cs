using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Messaging.ServiceBus;

namespace EGov.Functions.Hosting.Http;

/// <summary>Tells storage, the bus or a provider being away, which passes, from a fault of ours, which does not.</summary>
internal static class Outages
{
    public static bool IsOutage(this Exception thrown) => thrown switch
    {
        // Status 0: no answer at all. The client gives its last tries' exceptions together.
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        ServiceBusException refused => refused.IsTransient,
        HttpRequestException refused => refused.StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        SocketException => true,
        IOException { InnerException: SocketException or OperationCanceledException } => true,
        TaskCanceledException { InnerException: TimeoutException } => true,
        AggregateException several => several.InnerExceptions.Count > 0 && several.InnerExceptions.All(IsOutage),
        _ => false,
    };
}
