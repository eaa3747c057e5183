using EGov.Domain;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.Functions.Hosting.Http;

/// <summary>
/// No route takes a body over the limit, whether it reads bodies or not: one that says so is refused before its function runs; of one that does not say how long it
/// is, no more than the limit can be read.
/// </summary>
public sealed class BodyLimitMiddleware : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            return next(context);
        }

        if (http.Request.ContentLength > Bodies.Largest)
        {
            return http.Request.Problem(new Refusal("body-too-large")).ExecuteAsync(http);
        }

        // One more than Bodies takes: what reads through it gets its own refusal, and what does not gets the server's.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = Bodies.Largest + 1;
        }

        return next(context);
    }
}
