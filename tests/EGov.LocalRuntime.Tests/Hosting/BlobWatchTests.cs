using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class BlobWatchTests
{
    private readonly AzuritePorts _azurite = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_blob_and_each_new_version_of_it_run_the_function_and_a_restart_does_not()
    {
        using var folder = new TempFolder();
        await using (var host = await StartAsync(folder, typeof(UploadFunction)))
        {
            var heard = host.Services.GetRequiredService<Heard<(string Folder, string Name, string Text)>>();
            var blob = await ContainerAsync();
            await blob.GetBlobClient("in/a/b.txt").UploadAsync(BinaryData.FromString("one"), Cancellation);
            Assert.Equal(("a", "b.txt", "one"), await heard.NextAsync());

            await blob.GetBlobClient("in/a/b.txt").UploadAsync(BinaryData.FromString("two"), overwrite: true, Cancellation);
            Assert.Equal(("a", "b.txt", "two"), await heard.NextAsync());
        }

        await using var again = await StartAsync(folder, typeof(UploadFunction));
        await (await ContainerAsync()).GetBlobClient("in/c/d.txt").UploadAsync(BinaryData.FromString("three"), Cancellation);
        var next = await again.Services.GetRequiredService<Heard<(string Folder, string Name, string Text)>>().NextAsync();
        Assert.Equal(("c", "d.txt", "three"), next);
    }

    [Fact]
    public async Task A_blob_that_fails_five_times_is_listed_as_poison()
    {
        using var folder = new TempFolder();
        await using var host = await StartAsync(folder, typeof(BrokenUploadFunction));
        await (await ContainerAsync()).GetBlobClient("in/x/y").UploadAsync(BinaryData.FromString("z"), Cancellation);

        var heard = host.Services.GetRequiredService<Heard<string>>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal("y", await heard.NextAsync());
        }

        JsonElement poison;
        do
        {
            poison = await host.Http.GetFromJsonAsync<JsonElement>("/admin/blobs/poison", Cancellation);
        }
        while (poison.GetArrayLength() == 0);

        Assert.Equal("uploads/in/x/y", poison[0].GetProperty("blob").GetString());
        Assert.Equal("InvalidOperationException", poison[0].GetProperty("error").GetString());
        Assert.False(heard.Any);
    }

    private async Task<BlobContainerClient> ContainerAsync()
    {
        var container = new BlobContainerClient(_azurite.Connection, "uploads");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        return container;
    }

    private Task<SampleHost> StartAsync(TempFolder folder, Type function) => SampleHost.StartAsync(
        [function],
        app => app.Services.AddSingleton(typeof(Heard<>)),
        new(_azurite.Settings(folder)) { ["Uploads"] = _azurite.Connection },
        folder);

    internal sealed class UploadFunction(Heard<(string Folder, string Name, string Text)> heard)
    {
        [Function("Upload")]
        public async Task RunAsync(
            [BlobTrigger("uploads/in/{folder}/{name}", Connection = "Uploads", Source = BlobTriggerSource.EventGrid)] Stream content,
            string folder,
            string name,
            CancellationToken cancellation)
        {
            using var reader = new StreamReader(content);
            heard.Say((folder, name, await reader.ReadToEndAsync(cancellation)));
        }
    }

    internal sealed class BrokenUploadFunction(Heard<string> heard)
    {
        [Function("BrokenUpload")]
        public Task RunAsync([BlobTrigger("uploads/in/{folder}/{name}", Connection = "Uploads")] string content, string name)
        {
            heard.Say(name);
            throw new InvalidOperationException(content);
        }
    }
}
