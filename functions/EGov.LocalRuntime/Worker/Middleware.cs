namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of an invocation: the inner middleware and the function.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Stands around every invocation, in the order of registration, the first outermost.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
