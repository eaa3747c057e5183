using EGov.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Hosting.Http;

/// <summary>
/// The one place where something thrown becomes an HTTP answer: a bare 500 with the trace id, or a 503 with Retry-After when
/// storage or the bus is away. What the caller broke (an aborted or oversized body) is the caller's 4xx. An answer that has
/// begun is left as it is. Queue and timer functions throw on: their trigger retries.
/// </summary>
public sealed partial class FaultMiddleware(ILogger<FaultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (BadHttpRequestException bad)
        {
            await AnswerAsync(http, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body-too-large" : "request-malformed");
        }
#pragma warning disable CA1031 // The edge: whatever it is, the caller gets a bare 500 and the log the rest.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Failed(fault, context.FunctionDefinition.Name);
            await AnswerAsync(http, fault.IsOutage() ? "try-again-soon" : "fault");
        }
    }

    private static Task AnswerAsync(HttpContext http, string code) =>
        http.Response.HasStarted ? Task.CompletedTask : http.Request.Problem(new Refusal(code)).ExecuteAsync(http);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed")]
    private partial void Failed(Exception fault, string function);
}
