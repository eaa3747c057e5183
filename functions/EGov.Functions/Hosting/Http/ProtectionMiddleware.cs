using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace EGov.Functions.Hosting.Http;

/// <summary>
/// What every answer says to a browser, refusals and faults too: it is what its media type says, nobody keeps it unless its function allows it, and its address is told to
/// nobody. A host with a name is asked for over TLS alone (RFC 6797); a developer's machine is not, and an address in numbers cannot be.
/// </summary>
public sealed class ProtectionMiddleware : IFunctionsWorkerMiddleware
{
    private const string ReferrerPolicy = "Referrer-Policy";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            headers[ReferrerPolicy] = "no-referrer";
            if (http.Request.Host.Host is var host && host != "localhost" && !IPAddress.TryParse(host, out _))
            {
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            }
        }

        return next(context);
    }
}
