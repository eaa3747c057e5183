using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;
using Microsoft.Extensions.Time.Testing;

namespace EGov.LocalRuntime.Tests.Bus;

public sealed class LocalBusTests : IAsyncLifetime
{
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly Topology _topology = new(
        [new("plain", s_lock, 3), new("unique", s_lock, 10, TimeSpan.FromMinutes(10)), new("target", s_lock, 10)],
        [
            new("news", TimeSpan.FromMinutes(10),
            [
                new(new("news/all", s_lock, 10), new Dictionary<string, object>()),
                new(new("news/tax", s_lock, 10), new Dictionary<string, object> { ["department"] = "ird" }),
                new(new("news/sent-on", s_lock, 10, ForwardTo: "target"), new Dictionary<string, object> { ["urgent"] = true }),
            ]),
        ]);

    private LocalBus _bus = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _bus = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Messages_of_a_queue_come_in_the_order_of_their_sequence_numbers()
    {
        await SendAsync("plain", "a", "b", "c");

        var deliveries = await _bus.ReceiveAsync("plain", 10, Cancellation);

        Assert.Equal(["a", "b", "c"], deliveries.Select(Text));
        Assert.Equal(deliveries.Select(d => d.Sequence).Order(), deliveries.Select(d => d.Sequence));
    }

    [Fact]
    public async Task A_receiver_that_waits_is_given_the_next_message_sent()
    {
        var waiting = _bus.ReceiveAsync("plain", 1, Cancellation);

        await SendAsync("plain", "late");

        Assert.Equal("late", Text((await waiting)[0]));
    }

    [Fact]
    public async Task A_locked_message_is_nobody_elses_and_a_completed_one_is_gone()
    {
        await SendAsync("plain", "a");
        var held = await OneAsync("plain");
        Assert.Equal(new EntityCounts("plain", 0, 0, 1, 0), Count("plain"));

        await _bus.CompleteAsync(held);

        Assert.Equal(new EntityCounts("plain", 0, 0, 0, 0), Count("plain"));
    }

    [Fact]
    public async Task A_lapsed_lock_gives_the_message_to_the_next_receiver_and_settles_nothing_any_more()
    {
        await SendAsync("plain", "a");
        var late = await OneAsync("plain");

        _time.Advance(s_lock);
        var next = await OneAsync("plain");

        Assert.Equal((1, 2), (late.Count, next.Count));
        await RefusedAsync(ServiceBusFailureReason.MessageLockLost, () => _bus.CompleteAsync(late));
        await RefusedAsync(ServiceBusFailureReason.MessageLockLost, () => _bus.AbandonAsync(late));
        await RefusedAsync(ServiceBusFailureReason.MessageLockLost, () => _bus.DeadLetterAsync(late, "no", null));
        await _bus.CompleteAsync(next);
    }

    [Fact]
    public async Task A_renewed_lock_lapses_one_duration_after_its_renewal()
    {
        await SendAsync("plain", "a");
        var held = await OneAsync("plain");

        _time.Advance(s_lock / 2);
        _bus.Renew([held]);
        await _bus.RecallAsync("anything");
        _time.Advance(s_lock * 0.9);

        await _bus.CompleteAsync(held);
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_at_once_and_counts_up()
    {
        await SendAsync("plain", "a");

        await _bus.AbandonAsync(await OneAsync("plain"));

        Assert.Equal(2, (await OneAsync("plain")).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_its_last_delivery_a_message_is_a_dead_letter_whether_abandoned_or_lapsed(bool abandon)
    {
        await SendAsync("plain", "a");
        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var held = await OneAsync("plain");
            if (abandon)
            {
                await _bus.AbandonAsync(held);
            }
            else
            {
                _time.Advance(s_lock);
            }
        }

        await _bus.RecallAsync("anything");
        var dead = Assert.Single(_bus.Inspection.DeadLetters("plain"));
        Assert.Equal(("MaxDeliveryCountExceeded", 3), (dead.Reason, dead.DeliveryCount));
        Assert.Equal("Message could not be consumed after 3 delivery attempts.", dead.Description);
        Assert.Equal(new EntityCounts("plain", 0, 0, 0, 1), Count("plain"));
    }

    [Fact]
    public async Task A_dead_letter_keeps_the_reason_it_was_given()
    {
        await SendAsync("plain", "a");

        await _bus.DeadLetterAsync(await OneAsync("plain"), "Unreadable", "No such form");

        var dead = Assert.Single(_bus.Inspection.DeadLetters("plain"));
        Assert.Equal(("Unreadable", "No such form"), (dead.Reason, dead.Description));
    }

    [Fact]
    public async Task A_message_given_back_unshown_is_not_counted()
    {
        await SendAsync("plain", "a");

        _bus.Return(await OneAsync("plain"));

        Assert.Equal(1, (await OneAsync("plain")).Count);
    }

    [Fact]
    public async Task A_scheduled_message_comes_when_it_is_due_and_not_before()
    {
        var due = _time.GetUtcNow().AddHours(1);
        await _bus.SendAsync("plain", [new ServiceBusMessage("later") { ScheduledEnqueueTime = due }], Cancellation);
        var waiting = _bus.ReceiveAsync("plain", 1, Cancellation);

        _time.Advance(TimeSpan.FromMinutes(59));
        await _bus.RecallAsync("anything");
        Assert.Equal(new EntityCounts("plain", 0, 1, 0, 0), Count("plain"));
        _time.Advance(TimeSpan.FromMinutes(1));

        var delivery = (await waiting)[0];
        Assert.Equal(due.ToUnixTimeMilliseconds(), delivery.EnqueuedAt);
    }

    [Fact]
    public async Task A_scheduled_message_of_a_topic_reaches_its_subscriptions_when_it_is_due()
    {
        await _bus.SendAsync("news", [new ServiceBusMessage("later") { ScheduledEnqueueTime = _time.GetUtcNow().AddHours(1) }], Cancellation);

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("later", Text(await OneAsync("news/all")));
    }

    [Fact]
    public async Task A_cancelled_schedule_never_comes_and_cannot_be_cancelled_twice()
    {
        var number = (await _bus.SendAsync(
            "plain", [new ServiceBusMessage("later") { ScheduledEnqueueTime = _time.GetUtcNow().AddHours(1) }], Cancellation))[0];

        await _bus.CancelScheduledAsync("plain", number, Cancellation);

        Assert.Equal(new EntityCounts("plain", 0, 0, 0, 0), Count("plain"));
        await RefusedAsync(ServiceBusFailureReason.MessageNotFound, () => _bus.CancelScheduledAsync("plain", number, Cancellation));
    }

    [Theory]
    [InlineData("unique")]
    [InlineData("news")]
    public async Task A_repeated_message_id_is_dropped_within_the_window_and_taken_after_it(string entity)
    {
        var keeper = entity == "news" ? "news/all" : entity;

        await TwiceAsync();
        Assert.Equal(1, Count(keeper).Active);
        _time.Advance(TimeSpan.FromMinutes(10));
        await TwiceAsync();

        Assert.Equal(2, Count(keeper).Active);

        async Task TwiceAsync()
        {
            await _bus.SendAsync(entity, [new ServiceBusMessage("x") { MessageId = "same" }], Cancellation);
            await _bus.SendAsync(entity, [new ServiceBusMessage("x") { MessageId = "same" }], Cancellation);
        }
    }

    [Fact]
    public async Task A_subscription_takes_what_fits_its_filter_and_a_forward_goes_on_to_its_queue()
    {
        await NewsAsync("1", []);
        await NewsAsync("2", new() { ["department"] = "ird" });
        await NewsAsync("3", new() { ["department"] = "td", ["urgent"] = true });

        Assert.Equal(["1", "2", "3"], (await _bus.ReceiveAsync("news/all", 10, Cancellation)).Select(Text));
        Assert.Equal(["2"], (await _bus.ReceiveAsync("news/tax", 10, Cancellation)).Select(Text));
        Assert.Equal(["3"], (await _bus.ReceiveAsync("target", 10, Cancellation)).Select(Text));
        Assert.Equal(0, Count("news/sent-on").Active);

        Task NewsAsync(string text, Dictionary<string, object> properties)
        {
            var message = new ServiceBusMessage(text);
            foreach (var (name, value) in properties)
            {
                message.ApplicationProperties[name] = value;
            }

            return _bus.SendAsync("news", [message], Cancellation);
        }
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("news/all")]
    public async Task Nothing_is_sent_to_an_unknown_entity_nor_straight_into_a_subscription(string entity) =>
        await RefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => SendAsync(entity, "a"));

    [Fact]
    public async Task A_send_above_the_limit_is_refused_whole()
    {
        await RefusedAsync(
            ServiceBusFailureReason.MessageSizeExceeded, () => SendAsync("plain", "small", new string('x', LocalBus.LargestMessage)));

        Assert.Equal(0, Count("plain").Active);
    }

    [Fact]
    public async Task What_was_sent_and_what_was_locked_is_there_after_a_restart()
    {
        await SendAsync("plain", "held", "waiting");
        await OneAsync("plain");

        await _bus.DisposeAsync();
        _bus = Open();

        var all = await _bus.ReceiveAsync("plain", 10, Cancellation);
        Assert.Equal([("held", 2), ("waiting", 1)], all.Select(d => (Text(d), d.Count)));
    }

    [Fact]
    public void A_second_host_on_the_file_is_refused_in_plain_words() =>
        Assert.Contains("belongs to another running host", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_receiver_that_hung_up_takes_nothing_away()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = _bus.ReceiveAsync("plain", 1, hangUp.Token);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await SendAsync("plain", "a");

        Assert.Equal((1, "a"), (await OneAsync("plain")) is var one ? (one.Count, Text(one)) : default);
    }

    [Fact]
    public async Task A_batch_comes_when_it_has_its_least_number_together_with_all_that_is_there()
    {
        var waiting = _bus.ReceiveAsync("plain", 10, Cancellation, least: 3, TimeSpan.FromMinutes(1));
        await SendAsync("plain", "a");
        await SendAsync("plain", "b");
        Assert.False(waiting.IsCompleted);

        await SendAsync("plain", "c", "d");

        Assert.Equal(["a", "b", "c", "d"], (await waiting).Select(Text));
    }

    [Fact]
    public async Task A_batch_is_never_larger_than_its_most()
    {
        var waiting = _bus.ReceiveAsync("plain", 3, Cancellation, least: 2, TimeSpan.FromMinutes(1));
        await SendAsync("plain", "a");

        await SendAsync("plain", "b", "c", "d");

        Assert.Equal(["a", "b", "c"], (await waiting).Select(Text));
        Assert.Equal(new EntityCounts("plain", 1, 0, 3, 0), Count("plain"));
    }

    [Fact]
    public async Task What_waits_in_a_batch_is_locked_since_it_came_and_when_patience_ends_the_batch_comes_as_it_is()
    {
        var waiting = _bus.ReceiveAsync("plain", 10, Cancellation, least: 3, TimeSpan.FromSeconds(20));
        await SendAsync("plain", "a");
        var locked = _time.GetUtcNow();
        Assert.Equal(new EntityCounts("plain", 0, 0, 1, 0), Count("plain"));

        _time.Advance(TimeSpan.FromSeconds(19));
        await SendAsync("plain", "b");
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var batch = await waiting;
        Assert.Equal(["a", "b"], batch.Select(Text));
        Assert.Equal((locked + s_lock).ToUnixTimeMilliseconds(), batch[0].LockedUntil);
    }

    [Fact]
    public async Task A_batch_that_nobody_waits_for_any_more_gives_back_what_it_had_uncounted()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = _bus.ReceiveAsync("plain", 10, hangUp.Token, least: 3, TimeSpan.FromSeconds(20));
        await SendAsync("plain", "a");

        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.Equal(1, (await OneAsync("plain")).Count);
    }

    [Fact]
    public async Task A_held_session_is_nobody_elses_until_it_is_empty_or_left()
    {
        await _bus.SendAsync(
            "plain", [new("a1") { SessionId = "a" }, new("a2") { SessionId = "a" }, new("b1") { SessionId = "b" }], Cancellation);

        var a = await _bus.AcceptSessionAsync("plain", Cancellation);
        var b = await _bus.AcceptSessionAsync("plain", Cancellation);
        Assert.Equal(("a1", "b1"), (Text(a), Text(b)));
        await _bus.CompleteAsync(a);
        await _bus.CompleteAsync(b);
        Assert.Equal("a2", Text((await _bus.NextInSessionAsync(a))!));
        Assert.Null(await _bus.NextInSessionAsync(b));

        var waiting = _bus.AcceptSessionAsync("plain", Cancellation);
        await _bus.SendAsync("plain", [new("b2") { SessionId = "b" }], Cancellation);
        Assert.Equal("b2", Text(await waiting));
    }

    [Fact]
    public async Task Properties_come_back_as_the_types_they_were()
    {
        var sent = new Dictionary<string, object>
        {
            ["text"] = "許", ["yes"] = true, ["int"] = 1, ["long"] = 2L, ["double"] = 0.1, ["decimal"] = 1.20m, ["id"] = Guid.Empty,
            ["at"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8)), ["span"] = TimeSpan.FromMinutes(1), ["uri"] = new Uri("urn:a"),
        };
        var message = new ServiceBusMessage("x");
        foreach (var (name, value) in sent)
        {
            message.ApplicationProperties[name] = value;
        }

        await _bus.SendAsync("plain", [message], Cancellation);

        Assert.Equal(sent, Properties.Read((await OneAsync("plain")).Content.Properties));
        message.ApplicationProperties["odd"] = new object();
        await Assert.ThrowsAsync<NotSupportedException>(() => _bus.SendAsync("plain", [message], Cancellation));
    }

    private static string Text(Delivery delivery) => BinaryData.FromBytes(delivery.Content.Body).ToString();

    private static async Task RefusedAsync(ServiceBusFailureReason reason, Func<Task> act) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<ServiceBusException>(act)).Reason);

    private LocalBus Open() => LocalBus.Open(_folder.File("bus.db"), _topology, _time);

    private Task<long[]> SendAsync(string entity, params string[] texts) =>
        _bus.SendAsync(entity, [.. texts.Select(t => new ServiceBusMessage(t))], Cancellation);

    private async Task<Delivery> OneAsync(string path) => (await _bus.ReceiveAsync(path, 1, Cancellation))[0];

    private EntityCounts Count(string entity) => _bus.Inspection.Counts().Single(c => c.Entity == entity);
}
