using Azure.Messaging.ServiceBus;
using EGov.Functions.Adapters.ServiceBus;
using EGov.Functions.Events;
using EGov.Functions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace EGov.Functions.Tests.Adapters.ServiceBus;

public sealed class PromisesTests : IDisposable
{
    private readonly ServiceBusClient _client = Substitute.For<ServiceBusClient>();
    private readonly ServiceBusSender _queue = Substitute.For<ServiceBusSender>();
    private readonly ServiceBusSender _topic = Substitute.For<ServiceBusSender>();
    private readonly Promises _promises;
    private readonly TaskCompletionSource<long[]> _withdrawn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PromisesTests()
    {
        _client.CreateSender("queue").Returns(_queue);
        _client.CreateSender("topic").Returns(_topic);
        _queue.When(queue => queue.CancelScheduledMessagesAsync(Arg.Any<IEnumerable<long>>(), Arg.Any<CancellationToken>()))
            .Do(call => _withdrawn.TrySetResult([.. call.Arg<IEnumerable<long>>()]));
        _promises = new Promises(new ServiceBusEventPublisher(_client), new RightOfWay(TimeProvider.System), TimeProvider.System, NullLogger<Promises>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_promise_is_a_message_that_comes_due_when_every_try_of_a_write_is_over()
    {
        var before = DateTimeOffset.UtcNow;
        _queue.ScheduleMessageAsync(Arg.Any<ServiceBusMessage>(), Arg.Is<DateTimeOffset>(due => due >= before + Promises.Due), Arg.Any<CancellationToken>()).Returns(7);

        Assert.Equal(7, await _promises.MakeAsync("queue", "what", Cancellation));
    }

    [Fact]
    public async Task A_kept_promise_sends_its_event_and_is_withdrawn_after_it_and_one_that_was_withdrawn_sends_nothing()
    {
        _promises.Keep("queue", 1, "topic", Happened("one"));
        _promises.Withdraw("queue", 2);

        await _promises.StartAsync(Cancellation);

        Assert.Equal(new long[] { 1, 2 }, await _withdrawn.Task);
        Received.InOrder(() =>
        {
            _topic.SendMessagesAsync(Arg.Is<IEnumerable<ServiceBusMessage>>(events => events.Single().MessageId == "one"), Arg.Any<CancellationToken>());
            _queue.CancelScheduledMessagesAsync(Arg.Any<IEnumerable<long>>(), Arg.Any<CancellationToken>());
        });
    }

    [Fact]
    public async Task A_promise_whose_event_could_not_be_sent_stands_and_the_next_are_sent_all_the_same()
    {
        _topic.SendMessagesAsync(Arg.Any<IEnumerable<ServiceBusMessage>>(), Arg.Any<CancellationToken>())
            .Returns(_ => throw new InvalidOperationException("away"), _ => Task.CompletedTask);

        // A hundred go together: the first hundred fail.
        for (var number = 1; number <= 101; number++)
        {
            _promises.Keep("queue", number, "topic", Happened($"{number}"));
        }

        await _promises.StartAsync(Cancellation);

        Assert.Equal(101, Assert.Single(await _withdrawn.Task));
    }

    [Fact]
    public async Task Whatever_is_settled_goes_out_before_the_process_leaves()
    {
        await _promises.StartAsync(Cancellation);
        for (var number = 1; number <= 250; number++)
        {
            _promises.Keep("queue", number, "topic", Happened($"{number}"));
        }

        await _promises.StopAsync(Cancellation);

        Assert.Equal(
            Enumerable.Range(1, 250).Select(number => (long)number),
            _queue.ReceivedCalls().SelectMany(call => call.GetArguments()[0] is IEnumerable<long> numbers ? numbers : []));
    }

    public void Dispose() => _promises.Dispose();

    private static CloudEvent<string> Happened(string id) => new(id, "/test", "happened", "subject", DateTimeOffset.UnixEpoch, "data");
}
