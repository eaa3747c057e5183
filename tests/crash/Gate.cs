namespace EGov.Crash;

/// <summary>Open while the host runs. Clients with nothing to wait for pass; the others wait for the next life.</summary>
internal sealed class Gate
{
    private volatile TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    public void Close() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task PassAsync(CancellationToken cancellation) => _open.Task.WaitAsync(cancellation);
}
