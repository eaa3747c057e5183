// The real package is not annotated for null, so neither are its names here: the same caller compiles against both.
#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>A message to be sent.</summary>
public class ServiceBusMessage
{
    private const int LongestId = 128;

    private string _messageId;
    private string _sessionId;

    public ServiceBusMessage()
        : this(BinaryData.Empty)
    {
    }

    public ServiceBusMessage(string body)
        : this(BinaryData.FromString(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    public ServiceBusMessage(BinaryData body) => Body = body;

    public BinaryData Body { get; set; }

    /// <summary>At most 128 characters. A second message with the same id within the entity's window is dropped.</summary>
    public string MessageId
    {
        get => _messageId;
        set => _messageId = Fitting(value, nameof(MessageId));
    }

    public string Subject { get; set; }

    public string ContentType { get; set; }

    public string CorrelationId { get; set; }

    /// <summary>At most 128 characters. Messages of one session are delivered in order, one at a time.</summary>
    public string SessionId
    {
        get => _sessionId;
        set => _sessionId = Fitting(value, nameof(SessionId));
    }

    /// <summary>When the message becomes visible; the default means at once.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    private static string Fitting(string id, string name) => id is { Length: > LongestId }
        ? throw new ArgumentOutOfRangeException(name, $"At most {LongestId} characters.")
        : id;
}
