using System.Net;

namespace EGov.Testing;

/// <summary>The function app as a process, which can be killed at any moment and started again on the same port with the same data.</summary>
public sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly string _assembly;
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private ChildProcess? _process;

    internal HostProcess(string folder, string log, int port, IReadOnlyDictionary<string, string?> environment)
    {
        (_folder, _environment) = (folder, environment);
        _assembly = RepositoryFolder.Path("artifacts", "bin", "EGov.Functions", RepositoryFolder.Configuration, "EGov.Functions.dll");
        Address = new Uri($"http://127.0.0.1:{port}/");
        Log = log;
    }

    public Uri Address { get; }

    /// <summary>Everything that the host has said, over all its lives.</summary>
    public string Log { get; }

    /// <summary>How often the host was started.</summary>
    public int Starts { get; private set; }

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The process id of the host that runs now.</summary>
    public int Id => _process?.Id ?? throw new InvalidOperationException("The host does not run");

    /// <summary>Starts the host and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has its last words.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("The host runs already");
        }

        if (!File.Exists(_assembly))
        {
            throw new FileNotFoundException($"The function app is not built: {_assembly}");
        }

        _process = ChildProcess.Start("dotnet", [_assembly], _environment, _folder, Log);
        Starts++;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        while (!await AnswersAsync(patience.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The host did not start: {_process.LastWords()}");
            }

            await Task.Delay(25, patience.Token);
        }
    }

    /// <summary>As <c>kill -9</c>: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.KillAsync();
        }
    }

    /// <summary>As a platform that takes an instance away: the host is asked to stop, and has as long as it likes.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync(CancellationToken cancellation = default)
    {
        var process = _process ?? throw new InvalidOperationException("The host does not run");
        process.Terminate();
        var code = await process.WaitForExitAsync(cancellation);
        _process = null;
        process.Dispose();
        return code;
    }

    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await KillAsync();
        await StartAsync(cancellation);
    }

    public void Dispose()
    {
        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "api/health/ready"), cancellation);
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It listens already and is too busy to answer.
            return false;
        }
    }
}
