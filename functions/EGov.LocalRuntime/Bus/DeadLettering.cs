namespace EGov.LocalRuntime.Bus;

/// <summary>The words that Service Bus itself puts on a message that was delivered too often.</summary>
internal static class DeadLettering
{
    public const string TooManyDeliveries = "MaxDeliveryCountExceeded";

    public static string Describe(Queue queue) => $"Message could not be consumed after {queue.MaxDeliveryCount} delivery attempts.";
}
