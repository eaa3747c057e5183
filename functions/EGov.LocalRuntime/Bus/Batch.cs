namespace EGov.LocalRuntime.Bus;

/// <summary>
/// Messages that one run of a function is given together. They are settled together when it ends, all but those that the function
/// has completed by itself.
/// </summary>
internal sealed class Batch(LocalBus bus, IReadOnlyList<Delivery> deliveries)
{
    private readonly HashSet<Delivery> _settled = [];

    public IReadOnlyList<Delivery> Deliveries => deliveries;

    public IReadOnlyList<Delivery> Unsettled
    {
        get
        {
            lock (_settled)
            {
                return _settled.Count == 0 ? deliveries : [.. deliveries.Where(delivery => !_settled.Contains(delivery))];
            }
        }
    }

    /// <summary>Completes one message while the function still runs. Throws <c>MessageLockLost</c> when its lock had lapsed.</summary>
    public async Task CompleteAsync(Delivery delivery)
    {
        await bus.CompleteAsync(delivery);
        lock (_settled)
        {
            _settled.Add(delivery);
        }
    }
}
