using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace EGov.Functions.Hosting.Telemetry;

/// <summary>
/// Messages that are handled together each belong to a trace of their own, and each of those traces goes on here. What the handling does
/// belongs to the first one's, which is linked with the others.
/// </summary>
internal sealed class ProcessSpans : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly Activity? _outer = Activity.Current;

    public ProcessSpans(string queue, IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        // The first comes last, so that it is the one at hand.
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            Activity.Current = _outer;
            var others = i == 0 ? messages.Skip(1).Select(Spans.ContextOf) : [];
            if (Spans.Continue($"process {queue}", ActivityKind.Consumer, Spans.ContextOf(messages[i]), others) is { } span)
            {
                span.SetTag("messaging.message.id", messages[i].MessageId);
                _spans.Add(span);
            }
        }
    }

    public void Dispose()
    {
        _spans.ForEach(span => span.Dispose());
        Activity.Current = _outer;
    }
}
