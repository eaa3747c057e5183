using System.Globalization;
using EGov.Functions.Hosting.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.Functions.Hosting.Messages;

/// <summary>
/// Holds a message back that storage, the bus or a provider being away has failed; a fault of ours is given back at once. Functions that take several
/// messages together wait in <see cref="MessageBatches"/>, which knows which of them failed.
/// </summary>
public sealed class BackOffMiddleware(TimeProvider time) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (failure.IsOutage() && DeliveriesOf(context) is { } deliveries)
        {
            await Task.Delay(BackOff.After(deliveries), time, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <returns>Null where no single message of the bus runs the function; for several the host tells "DeliveryCountArray".</returns>
    private static int? DeliveriesOf(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("DeliveryCount", out var told)
        && int.TryParse(Convert.ToString(told, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var deliveries)
            ? deliveries
            : null;
}
