using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Hosting.Telemetry;

namespace EGov.Functions.Tests.Hosting.Telemetry;

public sealed class ProcessSpansTests : IDisposable
{
    private readonly List<Activity> _ended = [];
    private readonly ActivityTraceId[] _traces = [ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom()];
    private readonly ActivityListener _listener;

    public ProcessSpansTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_ended)
                {
                    if (_traces.Contains(span.TraceId) || span.Parent?.DisplayName == "outer")
                    {
                        _ended.Add(span);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Each_message_continues_its_own_trace_and_what_is_done_belongs_to_the_first_which_is_linked_with_the_others()
    {
        using var outer = new Activity("outer").Start();

        using (new ProcessSpans("queue", [Message(0), Message(1), Message(2)]))
        {
            Assert.Equal(_traces[0], Activity.Current?.TraceId);
        }

        Assert.Same(outer, Activity.Current);
        Assert.Equal(_traces.Select(trace => trace.ToHexString()).Order(), _ended.Select(span => span.TraceId.ToHexString()).Order());
        var first = _ended.Single(span => span.TraceId == _traces[0]);
        Assert.Equal(_traces[1..], first.Links.Select(link => link.Context.TraceId));
        Assert.Equal("message-0", first.GetTagItem("messaging.message.id"));
    }

    [Fact]
    public void A_message_without_a_trace_belongs_to_the_work_that_handles_it()
    {
        using var outer = new Activity("outer").Start();

        using (new ProcessSpans("queue", [Message(0), ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString("{}"))]))
        {
        }

        Assert.Single(_ended, span => span.Parent == outer && span.TraceId == outer.TraceId);
    }

    private ServiceBusReceivedMessage Message(int number)
    {
        var message = new ServiceBusMessage("{}");
        using (var sender = new Activity("sender").SetParentId(_traces[number], ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start())
        {
            Spans.Stamp(message);
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(message.Body, messageId: $"message-{number}", properties: message.ApplicationProperties);
    }
}
