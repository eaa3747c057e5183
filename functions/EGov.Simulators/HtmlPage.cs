using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace EGov.Simulators;

/// <summary>A whole page of the simulators: one style sheet, no script, nothing from elsewhere.</summary>
/// <param name="locale">The page's language.</param>
/// <param name="title">Its title, plain text.</param>
/// <param name="formTargets">Origins that a form of this page may end up at by way of redirects.</param>
internal abstract class HtmlPage(Locale locale, string title, IReadOnlyList<string>? formTargets = null) : IResult
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Wording s_mark = new("Simulator", "模擬系統", "模拟系统");
    private static readonly Wording s_warning = new(
        "This page stands in for the real service on a developer’s machine. Everybody on it is invented.",
        "此頁面只在開發人員的電腦上代替真正的服務，頁上所有人物均屬虛構。",
        "此页面只在开发人员的电脑上代替真正的服务，页上所有人物均属虚构。");

    protected Locale Locale { get; } = locale;

    /// <summary>The body's HTML, already encoded.</summary>
    protected abstract string Main();

    /// <summary>HTML before the main part, already encoded.</summary>
    protected virtual string Navigation() => "";

    protected static string Encode(string text) => s_encoder.Encode(text);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action "
            + string.Join(' ', ["'self'", .. formTargets ?? []]);
        headers.ContentLanguage = Locale.Tag;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.Vary = "Accept-Language";
        return Results.Text(Html(), "text/html", Encoding.UTF8).ExecuteAsync(httpContext);
    }

    private string Html() => $"""
        <!DOCTYPE html>
        <html lang="{Locale.Tag}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)} – {Encode(s_mark.In(Locale.Code))}</title>
        <link rel="stylesheet" href="/simulators.css">
        </head>
        <body>
        <header>
        <p class="mark"><strong>{Encode(s_mark.In(Locale.Code))}</strong> {Encode(s_warning.In(Locale.Code))}</p>
        {Navigation()}
        </header>
        <main>
        <h1>{Encode(title)}</h1>
        {Main()}
        </main>
        </body>
        </html>
        """;
}
