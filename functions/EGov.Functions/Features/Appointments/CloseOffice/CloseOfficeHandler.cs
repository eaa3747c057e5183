using System.Collections.Concurrent;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.CloseOffice;

/// <summary>
/// Brings an office's sessions in line with a closure as it stands: closes its slots, or opens again those that are still to come when it has
/// ended. Only when all are closed are their people offered other seats: none of those may lie in the closure itself.
/// </summary>
public sealed class CloseOfficeHandler(IRuleLibrary library, IClosureStore store, ISessionBook book, IClosureOrders orders)
{
    private const int AtOnce = 16;

    public async Task HandleAsync(ClosureOrder order, CancellationToken cancellation)
    {
        Closure? done = null;
        IReadOnlyCollection<SessionKey> occupied = [];
        while (await store.FindAsync(order.Department, order.Closure, cancellation) is { Closure: var closure } && closure != done)
        {
            // Whoever ends it while this closes session after session may have passed some before they were closed.
            occupied = await AlignAsync(closure, cancellation);
            done = closure;
        }

        await orders.ReofferAsync(
            [.. occupied.OrderBy(session => session.Date).ThenBy(session => session.Id, StringComparer.Ordinal).Select(session => new ReofferOrder(order.Department, order.Closure, session))],
            cancellation);
    }

    /// <returns>The sessions in which somebody has seats that are closed now.</returns>
    private async Task<IReadOnlyCollection<SessionKey>> AlignAsync(Closure closure, CancellationToken cancellation)
    {
        var rules = library.Current;
        var declared = closure with { EndedAt = null };
        var plans =
            from service in rules.Services
            from date in closure.Dates()
            from plan in rules.Sessions(service, closure.Office, date)
            where declared.In(plan) is not null
            select plan;
        var occupied = new ConcurrentBag<SessionKey>();
        await Parallel.ForEachAsync(
            plans,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (plan, token) =>
            {
                if (await book.DecideAsync(plan.Key, session => Decide(session, closure.In(plan), closure.Id), token))
                {
                    occupied.Add(plan.Key);
                }
            });
        return occupied;
    }

    private static Decision<bool> Decide(SessionSeats session, ClosedSlots? slots, string closure)
    {
        var next = slots is null ? session.Reopen(closure) : session.Close(slots);
        return new Decision<bool>(next, slots is not null && next.Seats.Any(seat => seat.State is not SeatState.Revoked && slots.Covers(seat.Slot)), OnFresh: true);
    }
}
