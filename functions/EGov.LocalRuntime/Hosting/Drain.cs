using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// How the host stops, as the Functions host drains: first nothing new is taken from queues and timers, and what runs goes on to its end;
/// what has not ended then is cancelled, and its message given back uncounted. Only after that do the app's own services stop, so
/// what the last function left them to send is sent. HTTP is answered all the while.
/// </summary>
internal sealed class Drain(FunctionRunner runner, IHostApplicationLifetime lifetime) : IHostedLifecycleService, IDisposable
{
    /// <summary>Of the half minute that a host has to stop, this leaves the other half to HTTP and to the app's own services.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _taking = new();
    private readonly CancellationTokenSource _running = new();

    /// <summary>Cancelled when nothing new may be taken.</summary>
    public CancellationToken Taking => _taking.Token;

    /// <summary>Cancelled when what runs has to end.</summary>
    public CancellationToken Running => _running.Token;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // A signal is heard here at once, before the host begins to stop its services one after another.
        lifetime.ApplicationStopping.Register(_taking.Cancel);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _taking.CancelAsync();
        await runner.IdleAsync(s_patience, cancellationToken);
        await _running.CancelAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _taking.Dispose();
        _running.Dispose();
    }
}
