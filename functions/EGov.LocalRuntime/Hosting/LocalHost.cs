using System.Net;
using EGov.LocalRuntime.Bus;
using EGov.LocalRuntime.Faults;
using EGov.LocalRuntime.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// Puts the Functions host and worker together on ASP.NET Core. Settings:
/// <c>Host:LocalHttpPort</c> (7071), <c>Host:CORS</c> and <c>Host:CORSCredentials</c> as in local.settings.json,
/// <c>Host:MaxRequestBodySize</c> in bytes (104857600), <c>Host:Json</c> (host.json beside the app),
/// <c>LocalBus:Path</c> (.data/bus.db), <c>LocalBus:Topology</c> (messaging.json beside the app).
/// </summary>
internal static class LocalHost
{
    private const int DefaultPort = 7071;
    private const long DefaultLargestBody = 100 * 1024 * 1024;

    private static readonly string[] s_exposed = ["ETag", "Location", "Retry-After", "Content-Language"];

    public static WebApplicationBuilder CreateWebBuilder(string[] args)
    {
        var web = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings are read once (decision 14). Watching for changes would watch all below the working folder, where the bus writes with every message.
            Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
        });

        // The lowest of all, so that every other source overrides them.
        var settings = LocalSettings.Read(Path.Combine(AppContext.BaseDirectory, "local.settings.json"));
        settings.TryAdd("Logging:LogLevel:Microsoft.AspNetCore", "Warning");
        web.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
        return web;
    }

    public static void AddRuntime(WebApplicationBuilder web, FunctionCatalog catalog, MiddlewareChain middleware)
    {
        web.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            var port = context.Configuration.GetValue("Host:LocalHttpPort", DefaultPort);
            kestrel.Limits.MaxRequestBodySize = context.Configuration.GetValue("Host:MaxRequestBodySize", DefaultLargestBody);
            kestrel.AddServerHeader = false;
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, port);
            }
            else
            {
                kestrel.ListenLocalhost(port);
            }
        });
        web.AddStorageInstruments(middleware);
        web.Services.AddCors();
        web.Services
            .AddSingleton(catalog)
            .AddSingleton(middleware)
            .AddSingleton(services => HostJson.Read(Beside(services.GetRequiredService<IConfiguration>()["Host:Json"] ?? "host.json")))
            .AddSingleton(OpenBus)
            .AddSingleton<FunctionRunner>()
            .AddScoped<InvocationHolder>()
            .AddScoped(services => services.GetRequiredService<InvocationHolder>().Context
                ?? throw new InvalidOperationException("There is a FunctionContext only while a function runs."))
            .AddSingleton<Drain>()
            .AddHostedService(services => services.GetRequiredService<Drain>())
            .AddSingleton<RecentTraces>()
            .AddHostedService(services => services.GetRequiredService<RecentTraces>())
            .AddHostedService<Azurite>()
            .AddHostedService<ServiceBusPump>()
            .AddHostedService<EventGrid>()
            .AddSingleton<TimerSchedules>()
            .AddHostedService(services => services.GetRequiredService<TimerSchedules>());

        // The worker's way of configuring how messages are read: whatever the app configures comes on top.
        web.Services.Configure<System.Text.Json.JsonSerializerOptions>(json =>
        {
            json.PropertyNameCaseInsensitive = true;
            json.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase;
            json.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString;
        });
    }

    public static WebApplication Build(WebApplicationBuilder web, FunctionCatalog catalog)
    {
        web.Services.TryAddSingleton(TimeProvider.System);
        var app = web.Build();
        try
        {
            // Now, so that a client may send as soon as there is a host, and a second host on the file is refused here.
            app.Services.GetRequiredService<LocalBus>();
            app.UseCors(cors =>
            {
                var origins = (app.Configuration["Host:CORS"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                cors.WithOrigins(origins).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders(s_exposed);
                if (app.Configuration.GetValue<bool>("Host:CORSCredentials"))
                {
                    cors.AllowCredentials();
                }
            });
            app.MapAdministration(catalog);
            app.MapStorageInstruments();
            app.MapHttpFunctions(catalog);
            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    private static LocalBus OpenBus(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var bus = LocalBus.Open(
            configuration["LocalBus:Path"] ?? Path.Combine(".data", "bus.db"),
            Topology.Read(Beside(configuration["LocalBus:Topology"] ?? "messaging.json")),
            services.GetRequiredService<TimeProvider>(),
            configuration["ServiceBus:fullyQualifiedNamespace"] ?? BusAddress.OfConnectionString(configuration["ServiceBus"]));
        RunningBuses.Add(bus);
        return bus;
    }

    private static string Beside(string path) => Path.Combine(AppContext.BaseDirectory, path);
}
