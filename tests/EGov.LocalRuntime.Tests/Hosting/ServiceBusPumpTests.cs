using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class ServiceBusPumpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_read_from_the_message_reaches_the_function_of_its_queue()
    {
        await using var host = await StartAsync(typeof(OrderFunction));

        await Sender(host, "orders").SendMessageAsync(new ServiceBusMessage("""{"number":7,"goods":"tea"}"""), Cancellation);

        Assert.Equal(new Order(7, "tea"), await host.Services.GetRequiredService<Heard<Order>>().NextAsync());
    }

    [Fact]
    public async Task The_message_itself_carries_its_properties_and_its_count_of_deliveries()
    {
        await using var host = await StartAsync(typeof(StubbornFunction));
        var message = new ServiceBusMessage("x") { MessageId = "m1", Subject = "s", ApplicationProperties = { ["side"] = "south", ["weight"] = 3 } };

        await Sender(host, "moved").SendMessageAsync(message, Cancellation);

        var heard = host.Services.GetRequiredService<Heard<ServiceBusReceivedMessage>>();
        var (first, second) = (await heard.NextAsync(), await heard.NextAsync());
        Assert.Equal(("m1", "s", 1), (first.MessageId, first.Subject, first.DeliveryCount));
        Assert.Equal(("m1", 2, 3), (second.MessageId, second.DeliveryCount, second.ApplicationProperties["weight"]));
    }

    [Fact]
    public async Task Middleware_is_told_how_often_one_message_came_and_nothing_of_several()
    {
        await using var host = await StartAsync(typeof(ToldFunctions));

        await Sender(host, "moved").SendMessageAsync(new ServiceBusMessage("x"), Cancellation);
        var heard = host.Services.GetRequiredService<Heard<string>>();
        Assert.Equal(("1", "2"), (await heard.NextAsync(), await heard.NextAsync()));
        await Sender(host, "orders").SendMessageAsync(new ServiceBusMessage("x"), Cancellation);

        Assert.Equal("nothing", await heard.NextAsync());
    }

    [Fact]
    public async Task A_message_that_fails_as_often_as_its_queue_allows_is_a_dead_letter_with_the_reason()
    {
        await using var host = await StartAsync(typeof(BrokenFunction));

        await Sender(host, "orders").SendMessageAsync(new ServiceBusMessage("{}") { MessageId = "poison" }, Cancellation);
        var heard = host.Services.GetRequiredService<Heard<int>>();
        Assert.Equal((1, 2, 3), (await heard.NextAsync(), await heard.NextAsync(), await heard.NextAsync()));

        // The last abandonment is under way when the function has thrown; the next send commits after it or with it.
        await Sender(host, "letters").SendMessageAsync(new ServiceBusMessage("{}"), Cancellation);
        var dead = await UntilAsync(() => host.Http.GetFromJsonAsync<JsonElement>("/admin/bus/orders/dead-letters", Cancellation), d => d.GetArrayLength() == 1);
        Assert.Equal("MaxDeliveryCountExceeded", dead[0].GetProperty("reason").GetString());
        Assert.Equal(3, dead[0].GetProperty("deliveryCount").GetInt32());
        Assert.False(heard.Any);
    }

    [Fact]
    public async Task A_batched_function_is_given_what_waits_together()
    {
        using var folder = new TempFolder();
        await using (var before = await SampleHost.StartAsync([], folder: folder))
        {
            await Sender(before, "orders").SendMessagesAsync(
                Enumerable.Range(1, 5).Select(n => new ServiceBusMessage($$"""{"number":{{n}},"goods":"tea"}""")), Cancellation);
        }

        await using var host = await StartAsync(typeof(BatchFunction), folder);

        var together = await host.Services.GetRequiredService<Heard<Order[]>>().NextAsync();
        Assert.Equal([1, 2, 3, 4, 5], together.Select(o => o.Number));
    }

    [Fact]
    public async Task A_batch_waits_for_its_least_number_and_takes_its_most_as_host_json_says()
    {
        using var folder = new TempFolder();
        await using var host = await StartAsync(
            typeof(BatchFunction), folder, """{"minMessageBatchSize":3,"maxMessageBatchSize":4,"maxBatchWaitTime":"00:02:00"}""");
        var heard = host.Services.GetRequiredService<Heard<Order[]>>();

        await OrderAsync(host, 1, 2);
        await OrderAsync(host, 3, 4, 5);

        Assert.Equal([1, 2, 3, 4], (await heard.NextAsync()).Select(o => o.Number));
        await OrderAsync(host, 6, 7);
        Assert.Equal([5, 6, 7], (await heard.NextAsync()).Select(o => o.Number));
    }

    [Fact]
    public async Task A_message_that_the_function_completed_itself_is_not_given_back_with_the_batch_that_failed()
    {
        using var folder = new TempFolder();
        await using var host = await StartAsync(typeof(PickyFunction), folder, """{"minMessageBatchSize":3,"maxBatchWaitTime":"00:00:00.1"}""");
        var heard = host.Services.GetRequiredService<Heard<string>>();

        await Sender(host, "letters").SendMessagesAsync([new("good"), new("bad"), new("fine")], Cancellation);

        Assert.Equal(["good 1", "bad 1", "fine 1", "bad 2"], [await heard.NextAsync(), await heard.NextAsync(), await heard.NextAsync(), await heard.NextAsync()]);
    }

    [Fact]
    public async Task A_filtered_subscription_forwards_what_fits_and_only_that()
    {
        await using var host = await StartAsync(typeof(LetterFunction));

        foreach (var side in new[] { "south", "north" })
        {
            await Sender(host, "moved").SendMessageAsync(new ServiceBusMessage(side) { ApplicationProperties = { ["side"] = side } }, Cancellation);
        }

        var heard = host.Services.GetRequiredService<Heard<string>>();
        Assert.Equal("north", await heard.NextAsync());
        Assert.False(heard.Any);
    }

    [Fact]
    public async Task Messages_of_a_session_run_in_order_and_never_two_at_once()
    {
        await using var host = await StartAsync(typeof(SessionFunction));
        var messages = from n in Enumerable.Range(0, 40)
                       select new ServiceBusMessage($"{n}") { SessionId = n % 2 == 0 ? "even" : "odd" };

        await Sender(host, "orders").SendMessagesAsync(messages, Cancellation);

        var heard = host.Services.GetRequiredService<Heard<(string Session, int Number, int Together)>>();
        var all = new List<(string Session, int Number, int Together)>();
        while (all.Count < 40)
        {
            all.Add(await heard.NextAsync());
        }

        Assert.All(all, one => Assert.Equal(1, one.Together));
        Assert.All(all.GroupBy(one => one.Session), session => Assert.Equal(session.Select(s => s.Number).Order(), session.Select(s => s.Number)));
    }

    [Fact]
    public async Task A_trigger_on_an_entity_that_is_not_declared_stops_the_start()
    {
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => StartAsync(typeof(LostFunction)));

        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, refusal.Reason);
    }

    [Fact]
    public async Task The_counts_of_every_entity_can_be_read()
    {
        await using var host = await SampleHost.StartAsync([]);
        await Sender(host, "orders").SendMessageAsync(new ServiceBusMessage("1"), Cancellation);
        await Sender(host, "orders").ScheduleMessageAsync(new ServiceBusMessage("2"), DateTimeOffset.UtcNow.AddDays(1), Cancellation);

        var counts = await host.Http.GetFromJsonAsync<JsonElement>("/admin/bus", Cancellation);

        var orders = counts.EnumerateArray().Single(e => e.GetProperty("entity").GetString() == "orders");
        Assert.Equal((1, 1, 0, 0), (Count("active"), Count("scheduled"), Count("locked"), Count("deadLettered")));

        int Count(string name) => orders.GetProperty(name).GetInt32();
    }

    /// <param name="serviceBus">The part of host.json.</param>
    private static Task<SampleHost> StartAsync(Type function, TempFolder? folder = null, string? serviceBus = null) => SampleHost.StartAsync(
        [function],
        app => app.Services.AddSingleton(typeof(Heard<>)),
        serviceBus is null
            ? null
            : new() { ["Host:Json"] = folder!.File("batches.json", $$"""{"extensions":{"serviceBus":{{serviceBus}} } }""") },
        folder);

    private static Task OrderAsync(SampleHost host, params int[] numbers) => Sender(host, "orders").SendMessagesAsync(
        numbers.Select(n => new ServiceBusMessage($$"""{"number":{{n}},"goods":"tea"}""")), Cancellation);

    private static ServiceBusSender Sender(SampleHost host, string entity) =>
        new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]).CreateSender(entity);

    private static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> there)
    {
        while (true)
        {
            Cancellation.ThrowIfCancellationRequested();
            if (await look() is var seen && there(seen))
            {
                return seen;
            }
        }
    }

    internal sealed record Order(int Number, string Goods);

    internal sealed class OrderFunction(Heard<Order> heard)
    {
        [Function("TakeOrder")]
        public Task RunAsync([ServiceBusTrigger("orders", Connection = "ServiceBus")] Order order, CancellationToken cancellation)
        {
            heard.Say(order);
            return Task.CompletedTask;
        }
    }

    internal sealed class StubbornFunction(Heard<ServiceBusReceivedMessage> heard)
    {
        [Function("Stubborn")]
        public Task RunAsync([ServiceBusTrigger("moved", "all")] ServiceBusReceivedMessage message, FunctionContext context)
        {
            heard.Say(message);
            return message.DeliveryCount == 1 ? throw new InvalidOperationException(context.InvocationId) : Task.CompletedTask;
        }
    }

    internal sealed class ToldFunctions(Heard<string> heard)
    {
        [Function("ToldOfOne")]
        public Task OneAsync([ServiceBusTrigger("moved", "all")] string message, FunctionContext context)
        {
            var deliveries = (string)context.BindingContext.BindingData["deliveryCount"]!;
            heard.Say(deliveries);
            return deliveries == "1" ? throw new InvalidOperationException(message) : Task.CompletedTask;
        }

        [Function("ToldOfSeveral")]
        public void Several([ServiceBusTrigger("orders", IsBatched = true)] string[] messages, FunctionContext context) =>
            heard.Say(context.BindingContext.BindingData.Count == 0 ? "nothing" : messages[0]);
    }

    internal sealed class BrokenFunction(Heard<int> heard)
    {
        [Function("Broken")]
        public Task RunAsync([ServiceBusTrigger("orders")] ServiceBusReceivedMessage message)
        {
            heard.Say(message.DeliveryCount);
            throw new InvalidOperationException("always");
        }
    }

    internal sealed class BatchFunction(Heard<Order[]> heard)
    {
        [Function("Batch")]
        public Task RunAsync([ServiceBusTrigger("orders", IsBatched = true)] Order[] orders)
        {
            heard.Say(orders);
            return Task.CompletedTask;
        }
    }

    internal sealed class PickyFunction(Heard<string> heard)
    {
        [Function("Picky")]
        public async Task RunAsync(
            [ServiceBusTrigger("letters", IsBatched = true)] ServiceBusReceivedMessage[] messages, ServiceBusMessageActions actions)
        {
            foreach (var message in messages)
            {
                heard.Say($"{message.Body} {message.DeliveryCount}");
                if (message.Body.ToString() != "bad")
                {
                    await actions.CompleteMessageAsync(message);
                }
            }

            if (messages.Any(message => message.DeliveryCount == 1 && message.Body.ToString() == "bad"))
            {
                throw new InvalidOperationException("bad");
            }
        }
    }

    internal sealed class LetterFunction(Heard<string> heard)
    {
        [Function("Letter")]
        public Task RunAsync([ServiceBusTrigger("letters")] string letter)
        {
            heard.Say(letter);
            return Task.CompletedTask;
        }
    }

    internal sealed class SessionFunction(Heard<(string Session, int Number, int Together)> heard)
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> s_running = new();

        [Function("Session")]
        public async Task RunAsync([ServiceBusTrigger("orders", IsSessionsEnabled = true)] ServiceBusReceivedMessage message)
        {
            var together = s_running.AddOrUpdate(message.SessionId, 1, (_, n) => n + 1);
            await Task.Yield();
            heard.Say((message.SessionId, int.Parse(message.Body.ToString(), System.Globalization.CultureInfo.InvariantCulture), together));
            s_running.AddOrUpdate(message.SessionId, 0, (_, n) => n - 1);
        }
    }

    internal sealed class LostFunction
    {
        [Function("Lost")]
        public static Task RunAsync([ServiceBusTrigger("nowhere")] string message) => Task.FromResult(message);
    }
}
