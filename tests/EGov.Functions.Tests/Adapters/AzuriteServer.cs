using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EGov.Functions.Adapters;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Tests.Adapters;
using Microsoft.Extensions.Configuration;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace EGov.Functions.Tests.Adapters;

/// <summary>
/// A real Azurite for the adapters, started by the first test that asks and stopped with the run. It keeps everything in memory;
/// tests share its tables, so each works under names of its own.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoMGMw==";

    private readonly Lazy<Task<string>> _connection;
    private Process? _process;

    public AzuriteServer() => _connection = new(StartAsync);

    /// <summary>The keys that every adapter of this run seals with.</summary>
    internal DataKeys Keys { get; } = new(new MemoryVault());

    /// <summary>New clients, as another instance of the application would have them.</summary>
    public async Task<StorageClients> ConnectAsync() => Clients(await _connection.Value);

    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        if (_process is { } process)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }
    }

    private static StorageClients Clients(string connection) =>
        new(Configuration(connection), []);

    private static IConfiguration Configuration(string connection) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", connection), new("Host:CORS", "http://127.0.0.1")]).Build();

    private async Task<string> StartAsync()
    {
        var (blobs, queues, tables) = FreePorts();
        string[] arguments =
        [
            Script(), "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
            "--blobPort", $"{blobs}", "--queuePort", $"{queues}", "--tablePort", $"{tables}",
        ];
        _process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        }) ?? throw new InvalidOperationException("node does not start");
        var said = new Tail(_process);
        await Until.Async(
            async () => _process.HasExited
                ? throw new InvalidOperationException($"Azurite ended: {said}")
                : await ListensAsync(blobs) && await ListensAsync(tables),
            $"Azurite listens; it said: {said}",
            TimeSpan.FromSeconds(60));

        var connection = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint=http://127.0.0.1:{blobs}/{Account};TableEndpoint=http://127.0.0.1:{tables}/{Account};";
        await new StoragePreparation(Clients(connection), Configuration(connection)).StartAsync(CancellationToken.None);
        return connection;
    }

    private static string Script()
    {
        var script = Environment.GetEnvironmentVariable("EGOV_AZURITE") is { Length: > 0 } named
            ? named
            : RepositoryTree.Path("static-web/node_modules/azurite/dist/src/azurite.js");
        return File.Exists(script)
            ? script
            : throw new InvalidOperationException($"Azurite is not at {script}: install the portal's packages, or name it in EGOV_AZURITE");
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Three that are free now; all are held until the last is known, so that they differ.</summary>
    private static (int Blobs, int Queues, int Tables) FreePorts()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
            {
                listener.Start();
            }

            var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
            return (ports[0], ports[1], ports[2]);
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener.Dispose();
            }
        }
    }

    /// <summary>The last thing that a process said, kept for the message of a failure.</summary>
    private sealed class Tail
    {
        private string _last = "nothing";

        public Tail(Process process)
        {
            process.OutputDataReceived += (_, line) => _last = line.Data ?? _last;
            process.ErrorDataReceived += (_, line) => _last = line.Data ?? _last;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public override string ToString() => _last;
    }
}
