using System.Text;
using System.Text.Json;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Tests.Hosting;

/// <summary>HTTP calls as a function meets them, without a server.</summary>
internal static class HttpCalls
{
    public static DefaultHttpContext Call(string? body = null, string? contentType = "application/json", string? acceptLanguage = null, Caller? caller = null)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Response.Body = new MemoryStream();
        http.Request.ContentType = contentType;
        if (acceptLanguage is not null)
        {
            http.Request.Headers.AcceptLanguage = acceptLanguage;
        }

        if (body is not null)
        {
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        }

        if (caller is not null)
        {
            http.Admit(caller);
        }

        return http;
    }

    public static JsonElement Body(this HttpContext http)
    {
        using var document = JsonDocument.Parse(((MemoryStream)http.Response.Body).ToArray());
        return document.RootElement.Clone();
    }
}
