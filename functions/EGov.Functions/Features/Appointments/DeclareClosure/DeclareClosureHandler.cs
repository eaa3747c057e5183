using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Appointments.DeclareClosure;

/// <summary>One insert declares a closure; what it makes to be done was promised before. The same call again begins the work again, which bears it.</summary>
public sealed class DeclareClosureHandler(IRuleLibrary library, IClosureStore store, IClosureOrders orders, TimeProvider time)
{
    public async Task<Outcome<Closure>> HandleAsync(
        string department,
        string idempotencyKey,
        Body<DeclareClosureCommand> body,
        CancellationToken cancellation)
    {
        var order = new ClosureOrder(department, ClosureIds.Of(department, idempotencyKey));
        var read = body.Value.Read(order.Closure, department, library.Current, time.GetUtcNow());
        if (read.Refused is { } refusal)
        {
            // What was declared in time stays declared, however late its answer is asked for again.
            return await store.FindAsync(department, order.Closure, cancellation) is { } earlier && earlier.CallHash == body.Hash ? earlier.Closure : refusal;
        }

        var promise = await orders.PromiseAsync(order, cancellation);
        if (!await store.AddAsync(new StoredClosure(read.Value, body.Hash), cancellation)
            && await store.FindAsync(department, order.Closure, cancellation) is { } there)
        {
            if (there.CallHash != body.Hash)
            {
                await orders.WithdrawAsync(promise, cancellation);
                return new Refusal("idempotency-key-reused");
            }

            await orders.BeginAsync(promise, order, cancellation);
            return there.Closure;
        }

        await orders.BeginAsync(promise, order, cancellation);
        return read.Value;
    }
}
