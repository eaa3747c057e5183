using System.Net.Sockets;

namespace EGov.Testing;

/// <summary>The storage emulator, a Node program, on ports of its own.</summary>
public sealed class Azurite : IDisposable
{
    private const string Account = "devstoreaccount1";

    /// <summary>The emulator's one key, which Microsoft publishes; it opens nothing else.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Func<ChildProcess> _start;
    private ChildProcess _process;

    private Azurite(Func<ChildProcess> start, int blobPort, int tablePort)
    {
        (_start, _process, BlobPort, TablePort) = (start, start(), blobPort, tablePort);
    }

    public int BlobPort { get; }

    public int TablePort { get; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{BlobPort}/{Account};TableEndpoint=http://127.0.0.1:{TablePort}/{Account};";

    /// <summary>The script: <c>EGOV_AZURITE</c>, else the portal's development dependency.</summary>
    /// <exception cref="FileNotFoundException">It is not installed; the message says how it comes there.</exception>
    public static string Script()
    {
        var script = Environment.GetEnvironmentVariable("EGOV_AZURITE") is { Length: > 0 } named
            ? named
            : RepositoryFolder.Path("static-web", "node_modules", "azurite", "dist", "src", "azurite.js");
        return File.Exists(script)
            ? script
            : throw new FileNotFoundException($"Azurite is not there: {script}. Run `npm ci` in static-web, or name the script in EGOV_AZURITE.");
    }

    public int ProcessId => _process.Id;

    /// <param name="inMemory">Keeps nothing on disk: otherwise all of its tables are written anew every five seconds in which something changed.</param>
    public static async Task<Azurite> StartAsync(string folder, bool inMemory = false, CancellationToken cancellation = default)
    {
        var (blob, queue, table) = (LoopbackPorts.Take(), LoopbackPorts.Take(), LoopbackPorts.Take());
        Directory.CreateDirectory(folder);
        ChildProcess Start() => ChildProcess.Start(
            Environment.GetEnvironmentVariable("EGOV_NODE") ?? "node",
            [
                Script(), .. inMemory ? ["--inMemoryPersistence"] : (string[])["--location", folder], "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
                "--blobPort", $"{blob}", "--queuePort", $"{queue}", "--tablePort", $"{table}",
                "--skipApiVersionCheck", "--silent", "--disableTelemetry",
            ],
            new Dictionary<string, string?>(),
            folder,
            Path.Combine(folder, "azurite.log"));
        var azurite = new Azurite(Start, blob, table);
        try
        {
            await azurite.WaitAsync(cancellation);
            return azurite;
        }
        catch
        {
            azurite.Dispose();
            throw;
        }
    }

    /// <summary>Ends it in good order, so that what is on disk is whole.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        _process.Terminate();
        await _process.WaitForExitAsync(cancellation);
        _process.Dispose();
    }

    /// <summary>Starts it on the same ports with what it had; what it kept in memory is gone.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        _process = _start();
        await WaitAsync(cancellation);
    }

    public void Dispose() => _process.Dispose();

    private async Task WaitAsync(CancellationToken cancellation)
    {
        await WaitAsync(BlobPort, cancellation);
        await WaitAsync(TablePort, cancellation);
    }

    private async Task WaitAsync(int port, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, patience.Token);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(50, patience.Token);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"Azurite did not start: {_process.LastWords()}");
            }
        }
    }
}
