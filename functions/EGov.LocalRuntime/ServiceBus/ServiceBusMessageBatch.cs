#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that are sent together. Nobody here fills one: it only shows what the bus would take.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    internal ServiceBusMessageBatch()
    {
    }

    public void Dispose()
    {
    }
}
