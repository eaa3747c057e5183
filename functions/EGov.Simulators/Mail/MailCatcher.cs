using System.Collections.Concurrent;

namespace EGov.Simulators.Mail;

/// <summary>Keeps the latest messages in memory instead of sending them: nothing leaves this machine.</summary>
internal sealed class MailCatcher(TimeProvider clock)
{
    /// <summary>How many messages are kept; the oldest goes first.</summary>
    public const int Capacity = 200;

    private readonly ConcurrentQueue<Caught> _messages = new();

    /// <summary>Newest first.</summary>
    public IEnumerable<Caught> Messages => _messages.Reverse();

    public void Catch(Message message)
    {
        if (message.Id is not null && _messages.Any(caught => caught.Message.Id == message.Id))
        {
            return;
        }

        _messages.Enqueue(new Caught(clock.GetUtcNow(), message));
        while (_messages.Count > Capacity)
        {
            _messages.TryDequeue(out _);
        }
    }

    /// <param name="Id">A message with an id is caught once.</param>
    internal sealed record Message(string? To, string? Subject, string? Text, string? Id = null);

    internal sealed record Caught(DateTimeOffset At, Message Message);
}
