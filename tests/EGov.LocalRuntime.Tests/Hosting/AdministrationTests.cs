using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class AdministrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_letter_is_shown_with_what_it_says_and_is_given_to_its_function_again_with_all_its_deliveries()
    {
        await using var host = await StartAsync();
        var heard = await BuryAsync(host, "one", "two");
        var dead = await DeadAsync(host, 2);
        Assert.Equal(["one", "two"], dead.EnumerateArray().Select(letter => letter.GetProperty("body").GetString()));

        using var answer = await PostAsync(host, $"orders/dead-letters?sequence={dead[1].GetProperty("sequenceNumber").GetInt64()}");

        Assert.Equal(1, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("redriven").GetInt32());
        Assert.Equal([("two", 1), ("two", 2), ("two", 3)], [await heard.NextAsync(), await heard.NextAsync(), await heard.NextAsync()]);
        await DeadAsync(host, 2);
    }

    [Fact]
    public async Task All_dead_letters_of_a_queue_are_given_back_at_once()
    {
        await using var host = await StartAsync();
        var heard = await BuryAsync(host, "one", "two");
        await DeadAsync(host, 2);

        using var answer = await PostAsync(host, "orders/dead-letters");

        Assert.Equal(2, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("redriven").GetInt32());
        var again = new List<(string Text, int Delivery)>();
        while (again.Count < 6)
        {
            again.Add(await heard.NextAsync());
        }

        Assert.Equal([("one", 1), ("one", 2), ("one", 3), ("two", 1), ("two", 2), ("two", 3)], again.Order());
    }

    [Theory]
    [InlineData("nothing/dead-letters", "same-origin", HttpStatusCode.NotFound)]
    [InlineData("orders", "same-origin", HttpStatusCode.NotFound)]
    [InlineData("orders/dead-letters", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("orders/dead-letters", "same-site", HttpStatusCode.Forbidden)]
    public async Task Letters_of_no_queue_and_calls_of_another_site_are_refused(string path, string site, HttpStatusCode status)
    {
        await using var host = await StartAsync();

        using var answer = await PostAsync(host, path, site);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Functions_are_listed_with_what_makes_them_run()
    {
        await using var host = await StartAsync();

        var functions = await host.Http.GetFromJsonAsync<JsonElement>("/admin/functions", Cancellation);

        Assert.Equal("orders", functions.EnumerateArray().Single().GetProperty("on").GetString());
    }

    [Theory]
    [InlineData("/admin", "text/html")]
    [InlineData("/admin/operator.js", "text/javascript")]
    [InlineData("/admin/operator.css", "text/css")]
    public async Task The_operators_page_is_there_and_lets_in_nothing_from_elsewhere(string path, string type)
    {
        await using var host = await StartAsync();

        using var answer = await host.Http.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    /// <summary>Sends messages and waits until each was delivered as often as its queue allows.</summary>
    private static async Task<Heard<(string Text, int Delivery)>> BuryAsync(SampleHost host, params string[] texts)
    {
        var heard = host.Services.GetRequiredService<Heard<(string Text, int Delivery)>>();
        foreach (var text in texts)
        {
            await using var client = new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]);
            await client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage(text), Cancellation);
            Assert.Equal([(text, 1), (text, 2), (text, 3)], [await heard.NextAsync(), await heard.NextAsync(), await heard.NextAsync()]);
        }

        return heard;
    }

    private static async Task<JsonElement> DeadAsync(SampleHost host, int count)
    {
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var dead = await host.Http.GetFromJsonAsync<JsonElement>("/admin/bus/orders/dead-letters", Cancellation);
            if (dead.GetArrayLength() == count)
            {
                return dead;
            }

            await rhythm.WaitForNextTickAsync(Cancellation);
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(SampleHost host, string path, string site = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/bus/{path}");
        request.Headers.Add("Sec-Fetch-Site", site);
        return await host.Http.SendAsync(request, Cancellation);
    }

    private static Task<SampleHost> StartAsync() => SampleHost.StartAsync(
        [typeof(BrokenFunction)], builder => builder.Services.AddSingleton<Heard<(string Text, int Delivery)>>());

    private sealed class BrokenFunction(Heard<(string Text, int Delivery)> heard)
    {
        [Function("Broken")]
        public void Run([ServiceBusTrigger("orders", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
        {
            heard.Say((message.Body.ToString(), message.DeliveryCount));
            throw new InvalidOperationException("This function never succeeds");
        }
    }
}
