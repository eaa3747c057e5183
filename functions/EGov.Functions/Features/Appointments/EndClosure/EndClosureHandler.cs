using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.EndClosure;

/// <summary>Lifts what of a closure is still to come. Ending what has ended changes nothing; offers that were made stay good.</summary>
public sealed class EndClosureHandler(IClosureStore store, IClosureOrders orders, TimeProvider time)
{
    public async Task<Outcome<Closure>> HandleAsync(string department, string closureId, CancellationToken cancellation)
    {
        var order = new ClosureOrder(department, closureId);
        while (await store.FindAsync(department, closureId, cancellation) is { } there)
        {
            var now = time.GetUtcNow();
            if (there.Closure.EndedAt is null && there.Closure.To <= now)
            {
                return there.Closure;
            }

            var promise = await orders.PromiseAsync(order, cancellation);
            var ended = there.Closure.EndedAt is null ? there.Closure with { EndedAt = now } : there.Closure;
            if (ended == there.Closure || await store.ReplaceAsync(there with { Closure = ended }, cancellation))
            {
                await orders.BeginAsync(promise, order, cancellation);
                return ended;
            }

            await orders.WithdrawAsync(promise, cancellation);
        }

        return new Refusal("not-found");
    }
}
