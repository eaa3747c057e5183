using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EGov.Simulators;
using Microsoft.AspNetCore.Builder;

namespace EGov.Testing;

/// <summary>
/// The whole platform on loopback ports of its own, with its data in a temporary folder: Azurite and the function app as
/// processes, the outside world in this one. Disposing stops exactly what was started; so does the end of this process.
/// </summary>
public sealed class LocalStack : IAsyncDisposable
{
    private static readonly TimeSpan s_refreshBefore = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Lazy<Task<Token>>> _tokens = new();
    private readonly Azurite _azurite;
    private readonly WebApplication _simulators;
    private readonly bool _keepFolder;

    private LocalStack(string folder, Azurite azurite, WebApplication simulators, Uri issuer, HostProcess host, bool keepFolder)
    {
        (Folder, _azurite, _simulators, Issuer, Host, _keepFolder) = (folder, azurite, simulators, issuer, host, keepFolder);
        AppDomain.CurrentDomain.ProcessExit += EndProcesses;
    }

    /// <summary>Base address of the API, with a slash at its end.</summary>
    public Uri ApiBase => new(Host.Address, "api/");

    /// <summary>The local runtime's own addresses, such as <c>bus</c>, with a slash at its end.</summary>
    public Uri AdminBase => new(Host.Address, "admin/");

    /// <summary>The identity provider, which is the base address of all simulators.</summary>
    public Uri Issuer { get; }

    /// <summary>Of the storage account.</summary>
    public string ConnectionString => _azurite.ConnectionString;

    /// <summary>The process of the storage emulator.</summary>
    public int StorageProcessId => _azurite.ProcessId;

    public Uri BlobOrigin => new($"http://127.0.0.1:{_azurite.BlobPort}");

    /// <summary>The function app.</summary>
    public HostProcess Host { get; }

    /// <summary>Data and logs.</summary>
    public string Folder { get; }

    /// <summary>A client without a base address and without a limit on connections; its time-out is 30 seconds.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public static async Task<LocalStack> StartAsync(LocalStackOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new LocalStackOptions();
        var folder = Directory.CreateTempSubdirectory("egov-").FullName;
        var (hostPort, simulatorsPort) = (LoopbackPorts.Take(), LoopbackPorts.Take());
        var portal = options.PortalOrigin ?? $"http://127.0.0.1:{LoopbackPorts.Take()}";
        var issuer = new Uri($"http://127.0.0.1:{simulatorsPort}/");
        var azurite = await Azurite.StartAsync(Path.Combine(folder, "azurite"), options.StorageInMemory, cancellation);
        var host = new HostProcess(folder, Path.Combine(options.LogFolder ?? folder, "host.log"), hostPort, HostEnvironment(folder, azurite, hostPort, issuer, portal, options));
        var simulators = Simulators(folder, simulatorsPort, hostPort, portal, options);
        var stack = new LocalStack(folder, azurite, simulators, issuer, host, options.KeepFolder);
        try
        {
            await simulators.StartAsync(cancellation);
            await host.StartAsync(cancellation);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>An access token for one of the simulated identity provider's personas, such as <c>chan-tai-man</c>.</summary>
    public Task<string> TokenAsync(string persona, CancellationToken cancellation = default) => CachedAsync(
        $"persona {persona}",
        () => Http.PostAsJsonAsync(new Uri(Issuer, "simulators/tokens"), new { persona }, cancellation));

    /// <summary>An access token for a department's own system, such as <c>ird</c>.</summary>
    public Task<string> DepartmentTokenAsync(string department, CancellationToken cancellation = default) => CachedAsync(
        $"department {department}",
        async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Issuer, "connect/token"));
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.ASCII.GetBytes($"department-{department}:development-only-{department}")));
            request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });
            return await Http.SendAsync(request, cancellation);
        });

    /// <summary>From now on no call of the storage account is answered.</summary>
    public Task TakeStorageAwayAsync(CancellationToken cancellation = default) => _azurite.StopAsync(cancellation);

    /// <summary>Ends what <see cref="TakeStorageAwayAsync"/> began, with everything that was stored.</summary>
    public Task GiveStorageBackAsync(CancellationToken cancellation = default) => _azurite.StartAgainAsync(cancellation);

    /// <summary>Kills the function app and starts it again on the same data.</summary>
    public Task RestartAsync(CancellationToken cancellation = default) => Host.RestartAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndProcesses;
        Host.Dispose();
        await _simulators.DisposeAsync();
        _azurite.Dispose();
        Http.Dispose();
        if (!_keepFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static WebApplication Simulators(string folder, int port, int hostPort, string portal, LocalStackOptions options) => SimulatorsApp.Build(
    [
        $"--Simulators:Port={port}",
        $"--Simulators:DataPath={Path.Combine(folder, "simulators")}",
        $"--Portal:Origin={portal}",
        $"--Portal:ApiBase=http://127.0.0.1:{hostPort}/api",
        $"--BackOffice:Enabled={options.BackOffice}",
        $"--BackOffice:ApiBase=http://127.0.0.1:{hostPort}/api",
        $"--BackOffice:DecideAfter={options.DecideAfter:c}",
        "--Logging:LogLevel:Default=Warning",
        .. options.SimulatorSettings.Select(setting => $"--{setting.Key}={setting.Value}"),
    ]);

    private static Dictionary<string, string?> HostEnvironment(
        string folder,
        Azurite azurite,
        int port,
        Uri issuer,
        string portal,
        LocalStackOptions options)
    {
        var environment = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            // This stack has its own; the one of local.settings.json would stay behind when the host is killed.
            ["Azurite__Start"] = "false",
            ["Host__LocalHttpPort"] = $"{port}",
            ["Host__CORS"] = portal,
            ["LocalBus__Path"] = Path.Combine(folder, "bus.db"),
            ["Secrets__Folder"] = Path.Combine(folder, "secrets"),
            ["Identity__Issuer"] = issuer.AbsoluteUri,
            ["Mail__Endpoint"] = new Uri(issuer, "mail").AbsoluteUri,
            ["Portal__Origin"] = portal,
            // As a deployment keeps them; whoever wants a trace to look at begins it himself and says that it is kept.
            ["Telemetry__SampledPercent"] = "10",
            // All clients of a test or an instrument come from one address.
            ["Limits__PerNetwork"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        foreach (var (name, value) in options.HostSettings)
        {
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return environment;
    }

    private async Task<string> CachedAsync(string key, Func<Task<HttpResponseMessage>> ask)
    {
        while (true)
        {
            var cached = _tokens.GetOrAdd(key, _ => new Lazy<Task<Token>>(() => ReadAsync(ask)));
            var fresh = false;
            try
            {
                var token = await cached.Value;
                fresh = token.RenewAt > DateTimeOffset.UtcNow;
                if (fresh)
                {
                    return token.Text;
                }
            }
            finally
            {
                if (!fresh)
                {
                    _tokens.TryRemove(KeyValuePair.Create(key, cached));
                }
            }
        }
    }

    private static async Task<Token> ReadAsync(Func<Task<HttpResponseMessage>> ask)
    {
        using var answer = await ask();
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var lives = TimeSpan.FromSeconds(body.GetProperty("expires_in").GetInt32());
        return new Token(body.GetProperty("access_token").GetString()!, DateTimeOffset.UtcNow + lives - s_refreshBefore);
    }

    /// <summary>Disposal is asynchronous and a process that exits has no time for it; the processes are what must not stay.</summary>
    private void EndProcesses(object? sender, EventArgs e)
    {
        Host.Dispose();
        _azurite.Dispose();
    }

    private sealed record Token(string Text, DateTimeOffset RenewAt);
}
