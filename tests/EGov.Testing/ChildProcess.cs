using System.Diagnostics;

namespace EGov.Testing;

/// <summary>
/// A process that this one started and that dies with it: a watcher holds a pipe to this process, and when the pipe breaks,
/// however that came about, kills the child. Its output goes to a file.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    private static readonly Lock s_writing = new();

    private readonly Process _process;
    private readonly Process? _watcher;
    private readonly string _log;

    private ChildProcess(Process process, string log)
    {
        (_process, _log) = (process, log);
        _watcher = OperatingSystem.IsWindows() ? null : Watch(process.Id);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <param name="log">The file that standard output and error are appended to.</param>
    public static ChildProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string folder, string log)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Append(log, line.Data);
        process.ErrorDataReceived += (_, line) => Append(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process, log);
    }

    /// <summary>Kills the process as <c>kill -9</c> does and waits until the system has buried it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Dispose();
    }

    /// <summary>Asks the process to end, as <c>kill -TERM</c> does.</summary>
    public void Terminate()
    {
        using var ask = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        ask.WaitForExit();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation = default)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>What it said last, for the message of a failure.</summary>
    public string LastWords(int lines = 30)
    {
        lock (s_writing)
        {
            return File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(lines)) : "(it said nothing)";
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        if (_watcher is { HasExited: false })
        {
            // A line tells the watcher that the child ended in good order; the number may belong to somebody else by now.
            _watcher.StandardInput.WriteLine("ended");
            _watcher.StandardInput.Close();
            _watcher.WaitForExit();
        }
    }

    private static Process Watch(int child) => Process.Start(
        new ProcessStartInfo("/bin/sh", ["-c", "read -r ended || kill -9 \"$1\"", "watcher", $"{child}"]) { RedirectStandardInput = true })!;

    private static void Append(string log, string? line)
    {
        if (line is not null)
        {
            lock (s_writing)
            {
                File.AppendAllText(log, line + "\n");
            }
        }
    }
}
