using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Tests.Hosting;

/// <summary>A whole host with the sample functions given, on a free loopback port and a bus file of its own.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private const string Messaging =
        """
        {
          "queues": [ { "name": "orders", "lockDuration": "PT1M", "maxDeliveryCount": 3 }, { "name": "letters" } ],
          "topics": [
            { "name": "moved", "subscriptions": [ { "name": "all" }, { "name": "north", "filter": { "side": "north" }, "forwardTo": "letters" } ] }
          ]
        }
        """;

    private readonly TempFolder? _own;
    private readonly IHost _host;

    private SampleHost(TempFolder? own, IHost host)
    {
        (_own, _host) = (own, host);
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Where several hosts after one another share a folder, the caller gives it and keeps it.</summary>
    public static async Task<SampleHost> StartAsync(
        Type[] functions,
        Action<FunctionsApplicationBuilder>? configure = null,
        Dictionary<string, string?>? settings = null,
        TempFolder? folder = null)
    {
        var own = folder is null ? new TempFolder() : null;
        folder ??= own!;
        var builder = FunctionsApplication.CreateBuilder([], functions);
        builder.ConfigureFunctionsWebApplication();
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["Host:LocalHttpPort"] = "0",
            ["Host:Json"] = folder.File("host.json", """{"version":"2.0","extensions":{"http":{"routePrefix":"api"}}}"""),
            ["LocalBus:Path"] = folder.File("bus.db"),
            ["LocalBus:Topology"] = folder.File("messaging.json", Messaging),
            ["ServiceBus"] = $"Endpoint=sb://{Path.GetFileName(folder.Path)}.test/;",
        })
        {
            builder.Configuration[name] = value;
        }

        foreach (var (name, value) in settings ?? [])
        {
            builder.Configuration[name] = value;
        }

        configure?.Invoke(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        return new SampleHost(own, host);
    }

    /// <summary>As when the process is asked to end; what it holds can be looked at until it is disposed.</summary>
    public Task StopAsync() => _host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _own?.Dispose();
    }
}
