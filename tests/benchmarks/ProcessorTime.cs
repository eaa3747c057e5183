using System.Diagnostics;
using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks;

/// <summary>
/// How much processor time each process spends on one thing done: what limits a rate, and what it would be on a machine that has nothing else to
/// do.
/// </summary>
internal sealed class ProcessorTime(LocalStack stack)
{
    private TimeSpan _app;
    private TimeSpan _storage;
    private TimeSpan _clients;
    private double _done;

    /// <summary>Measures a slice, and adds what it took.</summary>
    public async Task<double> RateAsync(TimeSpan slice, Func<Task<double>> measure)
    {
        var (app, storage, clients) = Now();
        var rate = await measure();
        var (appAfter, storageAfter, clientsAfter) = Now();
        (_app, _storage, _clients) = (_app + appAfter - app, _storage + storageAfter - storage, _clients + clientsAfter - clients);
        _done += rate * slice.TotalSeconds;
        return rate;
    }

    public IEnumerable<Fact> Facts(string each)
    {
        yield return new Fact($"processor time for each {each}: function app", _app.TotalMilliseconds / _done, "ms");
        yield return new Fact($"processor time for each {each}: Azurite", _storage.TotalMilliseconds / _done, "ms");
        yield return new Fact($"processor time for each {each}: clients", _clients.TotalMilliseconds / _done, "ms");
        yield return new Fact(
            $"{each}s a second that {Environment.ProcessorCount} processors have time for", Environment.ProcessorCount * 1000 * _done / (_app + _storage + _clients).TotalMilliseconds, "");
    }

    private (TimeSpan App, TimeSpan Storage, TimeSpan Clients) Now() => (Of(stack.Host.Id), Of(stack.StorageProcessId), Of(Environment.ProcessId));

    private static TimeSpan Of(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }
}
