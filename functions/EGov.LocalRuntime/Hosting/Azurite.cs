using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// Starts Azurite before anything else of the host when <c>Azurite:Start</c> is true, and stops it with the host. One that still runs,
/// because its host was killed, is taken over. Settings: <c>Azurite:Script</c> (azurite.js), <c>Azurite:Node</c> (node),
/// <c>Azurite:Location</c> (.data/azurite), <c>Azurite:BlobPort</c> (10000), <c>Azurite:QueuePort</c> (10001), <c>Azurite:TablePort</c> (10002).
/// </summary>
internal sealed partial class Azurite(IConfiguration configuration, ILogger<Azurite> logger) : IHostedService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private Process? _process;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!configuration.GetValue<bool>("Azurite:Start"))
        {
            return;
        }

        var location = Path.GetFullPath(configuration["Azurite:Location"] ?? Path.Combine(".data", "azurite"));
        var (blob, queue, table) = (Port("Blob", 10000), Port("Queue", 10001), Port("Table", 10002));
        Directory.CreateDirectory(location);
        var note = Path.Combine(location, "azurite.pid");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };

        if (await AnswersAsync(http, blob, cancellationToken) && await AnswersAsync(http, table, cancellationToken))
        {
            _process = Left(note);
            Reused(blob, table);
            return;
        }

        var script = configuration["Azurite:Script"] ?? throw new InvalidOperationException("Azurite:Start needs Azurite:Script, the path of azurite.js.");
        var log = Path.Combine(location, "azurite.log");
        _process = Launch(log, configuration["Azurite:Node"] ?? "node",
        [
            Path.GetFullPath(script), "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", location,
            "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", Text(blob), "--queuePort", Text(queue), "--tablePort", Text(table),
        ]);
        await File.WriteAllTextAsync(note, Text(_process.Id), cancellationToken);

        var deadline = Stopwatch.StartNew();
        while (!await AnswersAsync(http, blob, cancellationToken) || !await AnswersAsync(http, table, cancellationToken))
        {
            if (_process.HasExited || deadline.Elapsed > s_patience)
            {
                throw new InvalidOperationException($"Azurite does not answer on ports {blob} and {table}; its words are in '{log}'.");
            }

            await Task.Delay(50, cancellationToken);
        }

        Started(blob, table);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        // It writes its tables to disk on the way out, so it is asked, not killed.
        using (var ask = Process.Start("kill", ["-TERM", Text(process.Id)]))
        {
            await ask.WaitForExitAsync(cancellationToken);
        }

        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }
        finally
        {
            // A host may be stopped twice.
            _process = null;
            process.Dispose();
        }
    }

    /// <summary>
    /// A session of its own keeps the terminal's Ctrl-C for the host, which stops it in order;
    /// output to a file of its own lets it outlive a host that is killed.
    /// </summary>
    private static Process Launch(string log, string node, string[] arguments) => Process.Start(
        "sh",
        [
            "-c",
            """exec >>"$0" 2>&1 </dev/null; if command -v setsid >/dev/null; then exec setsid "$@"; else exec "$@"; fi""",
            log, node, .. arguments,
        ]);

    private static Process? Left(string note)
    {
        try
        {
            var process = Process.GetProcessById(int.Parse(File.ReadAllText(note), CultureInfo.InvariantCulture));
            var command = $"/proc/{process.Id}/cmdline";
            return File.Exists(command) && File.ReadAllText(command).Contains("azurite", StringComparison.OrdinalIgnoreCase) ? process : null;
        }
        catch (Exception absent) when (absent is IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, int port, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellation);
            return true;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private int Port(string service, int usual) => configuration.GetValue($"Azurite:{service}Port", usual);

    [LoggerMessage(Level = LogLevel.Information, Message = "Azurite answers on {Blob} and {Table}")]
    private partial void Started(int blob, int table);

    [LoggerMessage(Level = LogLevel.Information, Message = "An Azurite that runs already on {Blob} and {Table} is used")]
    private partial void Reused(int blob, int table);
}
