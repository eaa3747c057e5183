using System.Reflection;
using EGov.LocalRuntime.Bus;
using EGov.LocalRuntime.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.LocalRuntime.Hosting;

/// <summary>Runs a function that no HTTP request asked for: its own scope, the middleware, then the method, within host.json's time.</summary>
internal sealed class FunctionRunner(MiddlewareChain middleware, IServiceScopeFactory scopes, HostJson host, TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _running;

    /// <param name="argument">Gives the value of each parameter that is neither a context nor a cancellation token.</param>
    /// <param name="causes">The messages that it is run for.</param>
    /// <param name="told">What the trigger tells of them.</param>
    /// <exception cref="TimeoutException">The function outlasted functionTimeout; it was told to cancel.</exception>
    public async Task RunAsync(
        FunctionMethod function,
        Func<ParameterInfo, object?> argument,
        CancellationToken stopping,
        IReadOnlyList<Delivery>? causes = null,
        IReadOnlyDictionary<string, object?>? told = null)
    {
        using var place = Begin();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await using var scope = scopes.CreateAsyncScope();
        var context = new Invocation(function.Definition, scope.ServiceProvider, ending.Token, told);
        scope.ServiceProvider.GetRequiredService<InvocationHolder>().Context = context;
        using var span = FunctionSpans.Begin(context, causes);

        var run = middleware.RunAsync(context, inner => CallAsync(function, argument, inner));
        try
        {
            await run.WaitAsync(host.FunctionTimeout, time, CancellationToken.None);
        }
        catch (Exception failure)
        {
            FunctionSpans.Failed(span, failure);
            if (!run.IsCompleted)
            {
                await ending.CancelAsync();
            }

            throw;
        }
    }

    /// <summary>Ends when no function runs, or when patience does.</summary>
    public async Task IdleAsync(TimeSpan patience, CancellationToken cancellation)
    {
        Task idle;
        lock (_lock)
        {
            idle = _running == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await idle.WaitAsync(patience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Place Begin()
    {
        lock (_lock)
        {
            _running++;
        }

        return new Place(this);
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    private static async Task CallAsync(FunctionMethod function, Func<ParameterInfo, object?> argument, FunctionContext context)
    {
        var method = function.Method;
        var target = method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, method.DeclaringType!);
        object?[] arguments =
        [
            .. from parameter in method.GetParameters()
               select parameter.ParameterType == typeof(CancellationToken) ? context.CancellationToken
                   : parameter.ParameterType == typeof(FunctionContext) ? context
                   : argument(parameter),
        ];
        try
        {
            switch (method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null))
            {
                case Task task:
                    await task;
                    break;
                case ValueTask task:
                    await task;
                    break;
            }
        }
        finally
        {
            switch (target)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }

    /// <summary>Held while a function runs.</summary>
    private sealed class Place(FunctionRunner runner) : IDisposable
    {
        public void Dispose() => runner.End();
    }
}
