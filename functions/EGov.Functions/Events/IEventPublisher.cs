namespace EGov.Functions.Events;

/// <summary>Announces an event. The bus drops a repetition within its duplicate-detection window; consumers bear the rest.</summary>
public interface IEventPublisher
{
    /// <exception cref="Exception">The event was not accepted by the bus; whoever publishes must still have it.</exception>
    Task PublishAsync<T>(string topic, CloudEvent<T> @event, CancellationToken cancellation);

    /// <summary>Announces several in one go: all of them, or it throws and perhaps none.</summary>
    Task PublishAllAsync<T>(string topic, IReadOnlyCollection<CloudEvent<T>> events, CancellationToken cancellation);
}
