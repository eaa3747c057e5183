using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.LocalRuntime.Hosting;

/// <summary>The worker middleware in order of registration, the first outermost.</summary>
internal sealed class MiddlewareChain
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _layers = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> layer) => _layers.Add(layer);

    public Task RunAsync(FunctionContext context, FunctionExecutionDelegate function) =>
        _layers.AsEnumerable().Reverse().Aggregate(function, (inner, layer) => layer(inner))(context);
}
