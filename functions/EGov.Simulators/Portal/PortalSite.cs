using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace EGov.Simulators.Portal;

/// <summary>Answers every address of the portal from the built folder, in the manner of Azure Static Web Apps.</summary>
internal sealed class PortalSite(SimulatorSettings settings, PortalSettings portal)
{
    private static readonly FileExtensionContentTypeProvider s_types = new();

    private (DateTime Written, PortalRules Rules)? _read;

    public async Task AnswerAsync(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return;
        }

        var rules = Rules();
        var path = http.Request.Path.Value is { Length: > 0 } asked ? asked : "/";
        var route = rules.Routes.Find(rule => rule.Fits(path));
        WriteHeaders(http.Response.Headers, rules.GlobalHeaders);
        if (path == "/config.json")
        {
            http.Response.Headers.CacheControl = "no-cache";
            await Results.Json(new { apiBase = portal.ApiBase, issuer = portal.Issuer ?? settings.Issuer?.AbsoluteUri, clientId = "portal" }).ExecuteAsync(http);
        }
        else if (!Directory.Exists(portal.Root))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync("The portal is not built yet. Build it with: npm ci && npm run build, both in static-web.\n", http.RequestAborted);
        }
        else if (route?.Redirect is { } target)
        {
            http.Response.StatusCode = route.StatusCode ?? StatusCodes.Status302Found;
            http.Response.Headers.Location = target;
        }
        else
        {
            await ServeAsync(http, rules, route, path);
        }
    }

    private async Task ServeAsync(HttpContext http, PortalRules rules, RouteRule? route, string path)
    {
        using var files = new PhysicalFileProvider(portal.Root);
        // A second slash at the start would make the redirect below lead to another host.
        var found = path.StartsWith("//", StringComparison.Ordinal) || route?.StatusCode >= 400
            ? new(null)
            : Find(files, rules, route?.Rewrite ?? path);
        if (found.Redirect is not null)
        {
            http.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            http.Response.Headers.Location = found.Redirect + http.Request.QueryString;
            return;
        }

        var file = found.File ?? (rules.NavigationFallback is { } fallback && fallback.Covers(path) ? Find(files, rules, fallback.Rewrite!).File : null);
        if (file is null)
        {
            await RefuseAsync(http, rules, files, route?.StatusCode ?? StatusCodes.Status404NotFound);
            return;
        }

        http.Response.Headers.CacheControl = path.StartsWith("/_astro/", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        WriteHeaders(http.Response.Headers, route?.Headers ?? []);
        var tag = new EntityTagHeaderValue($"\"{file.LastModified.UtcTicks ^ file.Length:x}\"");
        await Results.File(file.PhysicalPath!, TypeOf(file.Name, rules), lastModified: file.LastModified, entityTag: tag).ExecuteAsync(http);
    }

    private static Found Find(PhysicalFileProvider files, PortalRules rules, string path)
    {
        if (!path.EndsWith('/'))
        {
            if (files.GetFileInfo(path) is { Exists: true, IsDirectory: false } exact)
            {
                return new(exact);
            }

            if (files.GetFileInfo(path + ".html") is { Exists: true } page)
            {
                return new(page);
            }
        }

        var index = files.GetFileInfo(path.TrimEnd('/') + "/index.html");
        if (!index.Exists)
        {
            return new(null);
        }

        return path.EndsWith('/') || rules.TrailingSlash == "never" ? new(index) : new(null, path + "/");
    }

    private static async Task RefuseAsync(HttpContext http, PortalRules rules, PhysicalFileProvider files, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-cache";
        var rule = rules.ResponseOverrides.GetValueOrDefault(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (rule?.Redirect is { } target)
        {
            http.Response.StatusCode = rule.StatusCode ?? StatusCodes.Status302Found;
            http.Response.Headers.Location = target;
            return;
        }

        if (rule?.Rewrite is { } rewrite && Find(files, rules, rewrite).File is { } page)
        {
            http.Response.StatusCode = rule.StatusCode ?? status;
            http.Response.ContentType = TypeOf(page.Name, rules);
            if (HttpMethods.IsGet(http.Request.Method))
            {
                await http.Response.SendFileAsync(page, http.RequestAborted);
            }

            return;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync($"{status}\n", http.RequestAborted);
    }

    private static string TypeOf(string name, PortalRules rules)
    {
        var type = rules.MimeTypes.GetValueOrDefault(Path.GetExtension(name))
            ?? (s_types.TryGetContentType(name, out var known) ? known : "application/octet-stream");
        return type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            ? type + "; charset=utf-8"
            : type;
    }

    /// <summary>An empty value takes a header away, as it does in Azure.</summary>
    private void WriteHeaders(IHeaderDictionary headers, Dictionary<string, string> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            if (value.Length == 0)
            {
                headers.Remove(name);
                continue;
            }

            headers[name] = name.Equals(HeaderNames.ContentSecurityPolicy, StringComparison.OrdinalIgnoreCase)
                ? LocalPolicy.Fit(value, portal.ConnectOrigins(settings))
                : value;
        }
    }

    private PortalRules Rules()
    {
        // Read again when it was written again, so that a change shows without a restart.
        var written = File.GetLastWriteTimeUtc(portal.Rules);
        if (_read is not { } read || read.Written != written)
        {
            read = (written, PortalRules.Read(portal.Rules));
            _read = read;
        }

        return read.Rules;
    }

    private readonly record struct Found(IFileInfo? File, string? Redirect = null);
}
