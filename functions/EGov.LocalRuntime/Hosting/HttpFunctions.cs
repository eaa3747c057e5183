using EGov.LocalRuntime.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EGov.LocalRuntime.Hosting;

/// <summary>
/// Maps each HTTP function to its route. As in the worker, the middleware stands around the method alone:
/// the result it returns is written after the outermost middleware has returned.
/// </summary>
internal static partial class HttpFunctions
{
    private static readonly object s_result = new();
    private static readonly string[] s_anyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static void MapHttpFunctions(this WebApplication app, FunctionCatalog catalog)
    {
        var prefix = app.Services.GetRequiredService<HostJson>().RoutePrefix.Trim('/');
        var middleware = app.Services.GetRequiredService<MiddlewareChain>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("EGov.LocalRuntime.Http");

        foreach (var (function, trigger) in catalog.TriggeredBy<HttpTriggerAttribute>())
        {
            var route = $"/{prefix}/{(trigger.Route ?? function.FunctionName).TrimStart('/')}";
            var methods = trigger.Methods is { Length: > 0 } named ? named : s_anyMethod;
            var call = Call(function, RoutePatternFactory.Parse(route), app.Services);
            app.MapMethods(route, methods, http => RunAsync(http, function, middleware, call, logger)).WithDisplayName(function.FunctionName);
        }
    }

    private static RequestDelegate Call(FunctionMethod function, RoutePattern route, IServiceProvider services)
    {
        var builder = new RouteEndpointBuilder(null, route, 0) { ApplicationServices = services };
        builder.FilterFactories.Add((_, next) => async invocation =>
        {
            invocation.HttpContext.Items[s_result] = await next(invocation);
            return Results.Empty;
        });
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = services,
            RouteParameterNames = route.Parameters.Select(p => p.Name),
            EndpointBuilder = builder,
            DisableInferBodyFromParameters = true,
        };
        return (function.Method.IsStatic
            ? RequestDelegateFactory.Create(function.Method, null, options)
            : RequestDelegateFactory.Create(
                function.Method, http => ActivatorUtilities.CreateInstance(http.RequestServices, function.Method.DeclaringType!), options)).RequestDelegate;
    }

    private static async Task RunAsync(
        HttpContext http, FunctionMethod function, MiddlewareChain middleware, RequestDelegate call, ILogger logger)
    {
        var context = new Invocation(function.Definition, http.RequestServices, http.RequestAborted);
        context.Items[FunctionContextExtensions.HttpContextKey] = http;
        http.RequestServices.GetRequiredService<InvocationHolder>().Context = context;
        try
        {
            HttpSpan.Name(http, function.FunctionName);
            using (FunctionSpans.Begin(context))
            {
                await middleware.RunAsync(context, _ => call(http));
            }

            await WriteAsync(http);
            HttpSpan.Answered(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up; there is nobody to answer.
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // In Azure the host refuses such a body before the function runs.
            Answer(http, StatusCodes.Status413PayloadTooLarge);
        }
#pragma warning disable CA1031 // The last resort of a request: a bare 500, the reason only in the log.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(logger, failure, function.FunctionName, context.InvocationId);
            Answer(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static Task WriteAsync(HttpContext http) => http.Items.TryGetValue(s_result, out var result)
        ? result switch
        {
            null or EmptyHttpResult => Task.CompletedTask,
            IResult answer => answer.ExecuteAsync(http),
            string text => http.Response.WriteAsync(text),
            var value => http.Response.WriteAsJsonAsync(value, value.GetType()),
        }
        : Task.CompletedTask;

    private static void Answer(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        HttpSpan.Answered(http);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed (invocation {Invocation})")]
    private static partial void Failed(ILogger logger, Exception failure, string function, string invocation);
}
