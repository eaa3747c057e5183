using System.Threading.Channels;

namespace EGov.LocalRuntime.Tests.Hosting;

/// <summary>What sample functions tell the test, in order.</summary>
internal sealed class Heard<T>
{
    private readonly Channel<T> _things = Channel.CreateUnbounded<T>();

    public void Say(T thing) => _things.Writer.TryWrite(thing);

    public bool Any => _things.Reader.TryPeek(out _);

    public async Task<T> NextAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        return await _things.Reader.ReadAsync(patience.Token);
    }
}
