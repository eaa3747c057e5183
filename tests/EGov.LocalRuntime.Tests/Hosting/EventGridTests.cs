using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class EventGridTests
{
    private const string Messaging =
        """{ "queues": [ { "name": "arrived", "maxDeliveryCount": 2 } ], "blobEvents": [ { "container": "uploads", "queue": "arrived" } ] }""";

    private readonly AzuritePorts _azurite = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_blob_and_each_new_version_of_it_are_told_of_and_a_restart_tells_of_none_again()
    {
        using var folder = new TempFolder();
        await using (var host = await StartAsync(folder))
        {
            var heard = host.Services.GetRequiredService<Heard<JsonElement>>();
            var blob = (await ContainerAsync()).GetBlobClient("a/b.txt");
            var first = (await blob.UploadAsync(BinaryData.FromString("one"), Cancellation)).Value.ETag.ToString();
            var told = await heard.NextAsync();
            Assert.Equal(("Microsoft.Storage.BlobCreated", "/blobServices/default/containers/uploads/blobs/a/b.txt"), (Text(told, "eventType"), Text(told, "subject")));
            Assert.Equal((blob.Uri.AbsoluteUri, first.Trim('"')), (Text(told.GetProperty("data"), "url"), Text(told.GetProperty("data"), "eTag").Trim('"')));

            var second = (await blob.UploadAsync(BinaryData.FromString("two"), overwrite: true, Cancellation)).Value.ETag.ToString();
            Assert.Equal(second.Trim('"'), Text((await heard.NextAsync()).GetProperty("data"), "eTag").Trim('"'));
        }

        await using var again = await StartAsync(folder);
        await (await ContainerAsync()).GetBlobClient("c").UploadAsync(BinaryData.FromString("three"), Cancellation);
        Assert.EndsWith("/c", Text(await again.Services.GetRequiredService<Heard<JsonElement>>().NextAsync(), "subject"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_went_and_came_again_is_told_of_again()
    {
        using var folder = new TempFolder();
        await using var host = await StartAsync(folder);
        var heard = host.Services.GetRequiredService<Heard<JsonElement>>();
        var container = await ContainerAsync();
        await container.GetBlobClient("x").UploadAsync(BinaryData.FromString("1"), Cancellation);
        await heard.NextAsync();

        await container.GetBlobClient("x").DeleteAsync(cancellationToken: Cancellation);
        await container.GetBlobClient("x").UploadAsync(BinaryData.FromString("2"), Cancellation);

        Assert.EndsWith("/x", Text(await heard.NextAsync(), "subject"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_for_a_queue_that_is_not_there_stop_the_host_from_starting()
    {
        using var folder = new TempFolder();

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var host = await StartAsync(folder, Messaging.Replace("\"queue\": \"arrived\"", "\"queue\": \"lost\"", StringComparison.Ordinal));
        });

        Assert.Contains("lost", failure.Message, StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private async Task<BlobContainerClient> ContainerAsync()
    {
        var container = new BlobContainerClient(_azurite.Connection, "uploads");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        return container;
    }

    private Task<SampleHost> StartAsync(TempFolder folder, string messaging = Messaging) => SampleHost.StartAsync(
        [typeof(ArrivedFunction)],
        app => app.Services.AddSingleton(typeof(Heard<>)),
        new(_azurite.Settings(folder)) { ["AzureWebJobsStorage"] = _azurite.Connection, ["LocalBus:Topology"] = folder.File("blob-events.json", messaging) },
        folder);

    internal sealed class ArrivedFunction(Heard<JsonElement> heard)
    {
        [Function("Arrived")]
        public void Run([ServiceBusTrigger("arrived")] string told) => heard.Say(JsonElement.Parse(told));
    }
}
