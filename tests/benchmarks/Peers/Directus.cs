using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Testing;

namespace EGov.Benchmarks.Peers;

/// <summary>
/// Directus, a headless content platform that people build such forms with: installed from npm into artifacts/peers/directus on the
/// first use, with a SQLite file, one collection with a JSON field for the answers, and a static token. Measured on loopback, never shipped.
/// </summary>
internal sealed class Directus : IAsyncDisposable
{
    private const string AdminEmail = "admin@example.com";
    private const string AdminPassword = "only-for-a-benchmark";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly ChildProcess _process;
    private readonly HttpClient _http;
    private readonly string _folder;
    private readonly byte[] _item;

    private Directus(ChildProcess process, HttpClient http, string folder)
    {
        (_process, _http, _folder) = (process, http, folder);
        _item = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["form"] = Stacks.Form,
            ["language"] = "tc",
            ["answers"] = FormAnswers.Read(Stacks.Form),
        });
    }

    public static async Task<Directus> StartAsync(TextWriter progress, CancellationToken cancellation)
    {
        var dataFolder = Directory.CreateTempSubdirectory("egov-peer-").FullName;
        var folder = RepositoryFolder.Path("artifacts", "peers", "directus");
        Directory.CreateDirectory(folder);
        var script = Path.Combine(folder, "node_modules", "directus", "cli.js");
        if (!File.Exists(script))
        {
            await progress.WriteLineAsync("Directus: npm install, once");
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"name": "peer", "private": true}""", cancellation);
            await RunAsync("npm", ["install", "directus@11.3.5", "--no-audit", "--no-fund"], Settings(dataFolder, 0), folder, cancellation);
        }

        var port = LoopbackPorts.Take();
        var settings = Settings(dataFolder, port);
        var node = Environment.GetEnvironmentVariable("EGOV_PEER_NODE") ?? "node";
        await RunAsync(node, [script, "bootstrap"], settings, folder, cancellation);
        var process = ChildProcess.Start(node, [script, "start"], settings, folder, Path.Combine(dataFolder, "directus.log"));
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var directus = new Directus(process, http, dataFolder);
        try
        {
            await directus.WaitAsync(cancellation);
            await directus.PrepareAsync(cancellation);
            return directus;
        }
        catch
        {
            await directus.DisposeAsync();
            throw;
        }
    }

    public async Task PostAsync(CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(_item) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await _http.PostAsync(new Uri("items/submissions", UriKind.Relative), content, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        while (!_process.HasExited)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri("server/ping", UriKind.Relative), patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It has not begun to listen.
            }

            await Task.Delay(200, patience.Token);
        }

        throw new InvalidOperationException($"Directus did not start: {_process.LastWords()}");
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        using var login = await _http.PostAsJsonAsync("auth/login", new { email = AdminEmail, password = AdminPassword }, cancellation);
        login.EnsureSuccessStatusCode();
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("data").GetProperty("access_token").GetString();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var collection = new StringContent(
            """
            {"collection": "submissions", "schema": {}, "meta": {}, "fields": [
              {"field": "id", "type": "uuid", "schema": {"is_primary_key": true}, "meta": {"special": ["uuid"]}},
              {"field": "form", "type": "string", "schema": {}},
              {"field": "language", "type": "string", "schema": {}},
              {"field": "answers", "type": "json", "schema": {}, "meta": {"special": ["cast-json"]}},
              {"field": "received", "type": "timestamp", "schema": {}, "meta": {"special": ["date-created"]}}]}
            """,
            Encoding.UTF8,
            "application/json");
        using var made = await _http.PostAsync(new Uri("collections", UriKind.Relative), collection, cancellation);
        made.EnsureSuccessStatusCode();
    }

    private static Dictionary<string, string?> Settings(string dataFolder, int port) => new()
    {
        ["HOST"] = "127.0.0.1",
        ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["PUBLIC_URL"] = $"http://127.0.0.1:{port}",
        ["DB_CLIENT"] = "sqlite3",
        ["DB_FILENAME"] = Path.Combine(dataFolder, "directus.db"),
        ["SECRET"] = "only-for-a-benchmark-on-loopback",
        ["ADMIN_EMAIL"] = AdminEmail,
        ["ADMIN_PASSWORD"] = AdminPassword,
        ["ACCESS_TOKEN_TTL"] = "1d",
        ["RATE_LIMITER_ENABLED"] = "false",
        ["TELEMETRY"] = "false",
        ["NO_UPDATE_NOTIFIER"] = "1",
        ["LOG_LEVEL"] = "error",
    };

    private static async Task RunAsync(
        string file,
        IEnumerable<string> arguments,
        Dictionary<string, string?> settings,
        string folder,
        CancellationToken cancellation)
    {
        using var process = ChildProcess.Start(file, arguments, settings, folder, Path.Combine(folder, "peer.log"));
        var code = await process.WaitForExitAsync(cancellation);
        if (code != 0)
        {
            throw new InvalidOperationException($"{file} ended with {code}: {process.LastWords()}");
        }
    }
}
