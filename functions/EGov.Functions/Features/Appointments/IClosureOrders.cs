using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// What a closure makes to be done. Before it is written, the order is left on the bus as a promise; when it is written, the order goes out
/// at once and the promise is withdrawn. So the work is begun although the process dies right after the write. Orders bear being repeated.
/// </summary>
public interface IClosureOrders
{
    /// <exception cref="Exception">The bus does not take it: then nothing may be written.</exception>
    Task<long> PromiseAsync(ClosureOrder order, CancellationToken cancellation);

    /// <summary>The closure is written: the work begins.</summary>
    Task BeginAsync(long promise, ClosureOrder order, CancellationToken cancellation);

    /// <summary>Nothing was written.</summary>
    Task WithdrawAsync(long promise, CancellationToken cancellation);

    /// <summary>Has the people of these sessions offered other seats.</summary>
    Task ReofferAsync(IReadOnlyCollection<ReofferOrder> orders, CancellationToken cancellation);
}

/// <summary>To bring an office's sessions in line with a closure.</summary>
public sealed record ClosureOrder(string Department, string Closure);

/// <summary>To offer other seats to the people whose seats in a session a closure covers.</summary>
public sealed record ReofferOrder(string Department, string Closure, SessionKey Session);
