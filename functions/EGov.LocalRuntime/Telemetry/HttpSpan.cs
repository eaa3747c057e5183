using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EGov.LocalRuntime.Telemetry;

/// <summary>Says of a request's span which function it is for and how it was answered, as Azure's host does. Of the address it says nothing.</summary>
internal static class HttpSpan
{
    public static void Name(HttpContext http, string function)
    {
        if (Of(http) is { IsAllDataRequested: true } span)
        {
            span.DisplayName = $"{http.Request.Method} {function}";
        }
    }

    public static void Answered(HttpContext http)
    {
        if (Of(http) is { IsAllDataRequested: true } span)
        {
            span.SetTag("http.response.status_code", http.Response.StatusCode);
            if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    private static Activity? Of(HttpContext http) => http.Features.Get<IHttpActivityFeature>()?.Activity;
}
