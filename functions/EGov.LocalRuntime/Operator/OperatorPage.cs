using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EGov.LocalRuntime.Operator;

/// <summary>A page for whoever runs the platform on their machine: queues, dead letters, recent traces and functions, from the addresses beside it.</summary>
internal static class OperatorPage
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Route, string File, string Type)[] s_files =
    [
        ("/admin", "operator.html", "text/html"),
        ("/admin/operator.js", "operator.js", "text/javascript"),
        ("/admin/operator.css", "operator.css", "text/css"),
    ];

    public static void MapOperatorPage(this WebApplication app)
    {
        foreach (var (route, file, type) in s_files)
        {
            app.MapGet(route, (HttpResponse response) =>
            {
                response.Headers.ContentSecurityPolicy = Policy;
                response.Headers.CacheControl = "no-store";
                return Results.Stream(typeof(OperatorPage).Assembly.GetManifestResourceStream(file)!, $"{type}; charset=utf-8");
            });
        }
    }
}
