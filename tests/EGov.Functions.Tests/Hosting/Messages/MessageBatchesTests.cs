using Azure;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Messages;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Hosting.Messages;

public sealed class MessageBatchesTests
{
    private readonly ShortTime _time = new();
    private readonly ServiceBusMessageActions _actions = Substitute.For<ServiceBusMessageActions>();
    private readonly List<string> _handled = [];

    [Fact]
    public async Task What_stands_under_one_key_is_handled_by_one_call_and_the_host_completes_it()
    {
        await HandleAsync([Word("apple", 1), Word("bread", 2), Word("acorn", 3)]);

        Assert.Equal(["a: apple acorn", "b: bread"], _handled.Order(StringComparer.Ordinal));
        Assert.Empty(_actions.ReceivedCalls());
    }

    [Fact]
    public async Task One_that_cannot_be_handled_is_given_back_alone()
    {
        ServiceBusReceivedMessage[] messages = [Word("apple", 1), Word("atrocious", 2), Word("acorn", 3), Word("bread", 4)];

        var failed = await Assert.ThrowsAsync<AggregateException>(() => HandleAsync(messages, word => word == "atrocious" ? new FormatException() : null));

        Assert.IsType<FormatException>(Assert.Single(failed.InnerExceptions));
        Assert.Equal(["a: acorn", "a: apple", "b: bread"], _handled.Order(StringComparer.Ordinal));
        await CompletedAsync(messages[0], messages[2], messages[3]);
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_given_back_alone()
    {
        ServiceBusReceivedMessage[] messages = [Word("apple", 1), Messages.Of(17, number: 2), Messages.Of<string?>(null, number: 3)];

        var failed = await Assert.ThrowsAsync<AggregateException>(() => HandleAsync(messages));

        Assert.Equal(2, failed.InnerExceptions.Count);
        Assert.Equal(["a: apple"], _handled);
        await CompletedAsync(messages[0]);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(4, 4)]
    [InlineData(10, 30)]
    public async Task While_storage_is_away_nothing_else_is_tried_and_the_batch_is_given_back_the_later_the_oftener_it_came(int deliveries, double seconds)
    {
        var failed = await Assert.ThrowsAsync<AggregateException>(() => HandleAsync(
            [Word("apple", 1, deliveries), Word("acorn", 2, deliveries)], _ => new RequestFailedException(503, "busy")));

        Assert.Single(failed.InnerExceptions);
        Assert.Empty(_handled);
        Assert.Empty(_actions.ReceivedCalls());
        Assert.Equal([TimeSpan.FromSeconds(seconds)], _time.Pauses);
    }

    [Fact]
    public async Task What_was_done_before_storage_went_away_is_completed_before_the_pause()
    {
        ServiceBusReceivedMessage[] messages = [Word("apple", 1), Word("bread", 2)];
        _actions.When(actions => actions.CompleteMessageAsync(messages[0], Arg.Any<CancellationToken>())).Do(_ => Assert.Empty(_time.Pauses));

        await Assert.ThrowsAsync<AggregateException>(() => HandleAsync(messages, word => word == "bread" ? Late() : null));

        Assert.Single(_time.Pauses);
        await CompletedAsync(messages[0]);

        RequestFailedException Late()
        {
            // The two are handled side by side; the one must be done before the other finds storage away.
            SpinWait.SpinUntil(() => _handled.Count > 0);
            return new RequestFailedException(503, "busy");
        }
    }

    [Fact]
    public async Task Of_many_that_come_again_each_is_done_that_can_be_though_storage_fails_now_and_then()
    {
        // Handling one takes a call or more, and one call in ten fails: together they would fail again and again, until all are dead letters.
        var storage = new Random(7);
        List<ServiceBusReceivedMessage> waiting = [.. Enumerable.Range(1, 100).Select(number => Word($"word {number}", number))];
        for (var delivery = 1; delivery <= 10 && waiting.Count > 0; delivery++)
        {
            var actions = Substitute.For<ServiceBusMessageActions>();
            actions.When(a => a.CompleteMessageAsync(Arg.Any<ServiceBusReceivedMessage>(), Arg.Any<CancellationToken>()))
                .Do(call => waiting.Remove(call.Arg<ServiceBusReceivedMessage>()));
            try
            {
                await new MessageBatches(new RightOfWay(_time), _time).HandleAsync<string>(
            "queue",
                    [.. waiting],
                    actions,
                    _ => "one key",
                    (_, words) => words.Any(_ => storage.NextDouble() < 0.1) ? Task.FromException(new RequestFailedException(503, "busy")) : Task.CompletedTask,
                    TestContext.Current.CancellationToken);
                waiting.Clear();
            }
            catch (AggregateException)
            {
                waiting = [.. waiting.Select(message => Word(message.Body.ToObjectFromJson<string>()!, message.SequenceNumber, delivery + 1))];
            }
        }

        Assert.Empty(waiting);
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(30, 270)]
    [InlineData(500, 1000)]
    public async Task While_somebody_submits_a_batch_waits_nine_times_what_the_one_before_took_within_bounds(int took, int waits)
    {
        var answer = new TaskCompletionSource<int>();
        var way = new RightOfWay(_time);
        var batches = new MessageBatches(way, _time);
        await HandleOneAsync();
        var submitting = way.TakeAsync(() => answer.Task);

        await HandleOneAsync();

        Assert.Equal(TimeSpan.FromMilliseconds(waits), _time.Pauses.Aggregate((sum, pause) => sum + pause));
        answer.SetResult(1);
        await submitting;

        Task HandleOneAsync() => batches.HandleAsync<string>(
            "queue",
            [Word("apple", 1)],
            _actions,
            word => word,
            (_, _) =>
            {
                _time.Pass(TimeSpan.FromMilliseconds(took));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>A process that dies every other second would else do the same ones again and again, until the bus has had enough of all.</summary>
    [Fact]
    public async Task What_comes_again_is_completed_as_soon_as_it_is_done()
    {
        var (first, second) = (Word("apple", 1, deliveries: 2), Word("apricot", 2, deliveries: 2));
        var completedBefore = new List<int>();

        await new MessageBatches(new RightOfWay(_time), _time).HandleAsync<string>(
            "queue",
            [first, second],
            _actions,
            word => word[..1],
            (_, _) =>
            {
                completedBefore.Add(_actions.ReceivedCalls().Count());
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal([0, 1], completedBefore);
        await CompletedAsync(first, second);
    }

    [Fact]
    public async Task One_whose_lock_was_lost_when_it_was_done_keeps_no_other_from_being_done()
    {
        var (first, second) = (Word("apple", 1, deliveries: 2), Word("apricot", 2, deliveries: 2));
        _actions.CompleteMessageAsync(first, Arg.Any<CancellationToken>()).Returns(Task.FromException(new ServiceBusException("lost", ServiceBusFailureReason.MessageLockLost)));

        var failure = await Assert.ThrowsAsync<AggregateException>(() => HandleAsync([first, second]));

        Assert.Single(failure.InnerExceptions);
        await CompletedAsync(first, second);
    }

    [Fact]
    public async Task What_comes_again_has_waited_and_gives_way_to_nobody()
    {
        var answer = new TaskCompletionSource<int>();
        var way = new RightOfWay(_time);
        var submitting = way.TakeAsync(() => answer.Task);

        await new MessageBatches(way, _time).HandleAsync<string>(
            "queue", [Word("apple", 1), Word("pear", 2, deliveries: 2)], _actions, word => word, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.Empty(_time.Pauses);
        answer.SetResult(1);
        await submitting;
    }

    [Fact]
    public async Task A_host_that_stops_gets_its_whole_batch_back_at_once()
    {
        using var stopping = new CancellationTokenSource();
        var handling = new MessageBatches(new RightOfWay(_time), _time).HandleAsync<string>(
            "queue",
            [Word("apple", 1)],
            _actions,
            word => word,
            async (_, _) =>
            {
                await stopping.CancelAsync();
                stopping.Token.ThrowIfCancellationRequested();
            },
            stopping.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handling);
        Assert.Empty(_actions.ReceivedCalls());
    }

    private Task HandleAsync(ServiceBusReceivedMessage[] messages, Func<string, Exception?>? failure = null) =>
        new MessageBatches(new RightOfWay(_time), _time).HandleAsync<string>(
            "queue",
            messages,
            _actions,
            word => word[..1],
            (key, words) =>
            {
                if (words.Select(word => failure?.Invoke(word.Body)).FirstOrDefault(thrown => thrown is not null) is { } failed)
                {
                    return Task.FromException(failed);
                }

                lock (_handled)
                {
                    _handled.Add($"{key}: {string.Join(' ', words.Select(word => word.Body))}");
                }

                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

    [Fact]
    public async Task What_one_call_handles_is_never_tried_one_by_one_however_often_it_came()
    {
        ServiceBusReceivedMessage[] messages = [Word("apple", 1), Word("bread", 2, deliveries: 7), Word("acorn", 3)];

        await TogetherAsync(messages);
        var failed = await Assert.ThrowsAsync<AggregateException>(() => TogetherAsync(messages, new FormatException()));

        Assert.Equal(["APPLE BREAD ACORN"], _handled);
        Assert.IsType<FormatException>(Assert.Single(failed.InnerExceptions));
        Assert.Empty(_actions.ReceivedCalls());
    }

    [Fact]
    public async Task What_one_call_handles_does_not_wait_for_one_that_cannot_be_read()
    {
        ServiceBusReceivedMessage[] messages = [Word("apple", 1), Messages.Of<string?>(null, number: 2), Word("acorn", 3)];

        await Assert.ThrowsAsync<AggregateException>(() => TogetherAsync(messages));

        Assert.Equal(["APPLE ACORN"], _handled);
        await CompletedAsync(messages[0], messages[2]);
    }

    [Fact]
    public async Task What_one_call_handles_is_given_back_after_a_pause_when_storage_is_away()
    {
        await Assert.ThrowsAsync<AggregateException>(() => TogetherAsync([Word("apple", 1, deliveries: 4), Word("acorn", 2)], new RequestFailedException(503, "busy")));

        Assert.Equal([TimeSpan.FromSeconds(4)], _time.Pauses);
    }

    private Task TogetherAsync(ServiceBusReceivedMessage[] messages, Exception? failure = null) =>
        new MessageBatches(new RightOfWay(TimeProvider.System), _time).HandleTogetherAsync<string, string>(
            "words",
            messages,
            _actions,
            word => word.ToUpperInvariant(),
            words =>
            {
                if (failure is not null)
                {
                    return Task.FromException(failure);
                }

                _handled.Add(string.Join(' ', words));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

    private async Task CompletedAsync(params ServiceBusReceivedMessage[] messages)
    {
        Assert.Equal(messages.Length, _actions.ReceivedCalls().Count());
        foreach (var message in messages)
        {
            await _actions.Received(1).CompleteMessageAsync(message, Arg.Any<CancellationToken>());
        }
    }

    private static ServiceBusReceivedMessage Word(string word, long number, int deliveries = 1) => Messages.Of(word, deliveries, number: number);
}
