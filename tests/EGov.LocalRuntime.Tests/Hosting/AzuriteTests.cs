using Azure.Storage.Blobs;
using EGov.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EGov.LocalRuntime.Tests.Hosting;

public sealed class AzuriteTests
{
    private readonly AzuritePorts _ports = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_a_killed_host_left_behind_is_used_and_then_stopped_with_its_data_kept()
    {
        using var folder = new TempFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_ports.Settings(folder)).Build();

        // Never stopped, as if its host had been killed.
        await new Azurite(configuration, NullLogger<Azurite>.Instance).StartAsync(Cancellation);
        await new BlobContainerClient(_ports.Connection, "kept").CreateAsync(cancellationToken: Cancellation);

        await using (await SampleHost.StartAsync([], settings: _ports.Settings(folder), folder: folder))
        {
            Assert.True(await new BlobContainerClient(_ports.Connection, "kept").ExistsAsync(Cancellation));
        }

        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(_ports.Blobs, Cancellation));

        await using (await SampleHost.StartAsync([], settings: _ports.Settings(folder), folder: folder))
        {
            Assert.True(await new BlobContainerClient(_ports.Connection, "kept").ExistsAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_host_may_stop_it_twice()
    {
        using var folder = new TempFolder();
        var azurite = new Azurite(new ConfigurationBuilder().AddInMemoryCollection(_ports.Settings(folder)).Build(), NullLogger<Azurite>.Instance);
        await azurite.StartAsync(Cancellation);

        await azurite.StopAsync(Cancellation);
        await azurite.StopAsync(Cancellation);
    }

    [Fact]
    public async Task One_that_cannot_start_stops_the_host_from_starting_and_says_where_its_words_are()
    {
        using var folder = new TempFolder();
        var settings = _ports.Settings(folder);
        settings["Azurite:Script"] = folder.File("broken.js", "process.exit(3)");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => SampleHost.StartAsync([], settings: settings, folder: folder));

        Assert.Contains("azurite.log", refusal.Message, StringComparison.Ordinal);
    }
}
