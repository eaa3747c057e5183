using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace EGov.Simulators.Tests.Portal;

public sealed class PortalSiteTests : IAsyncLifetime
{
    private const string Rules = """
        {
          "trailingSlash": "auto",
          "globalHeaders": {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'self'; connect-src 'self' https://api.example.test; upgrade-insecure-requests"
          },
          "routes": [
            { "route": "/old/*", "redirect": "/en/", "statusCode": 301 },
            { "route": "/forms", "redirect": "/en/forms/" },
            { "route": "/*.{webmanifest,xml}", "headers": { "Cache-Control": "max-age=60", "X-Content-Type-Options": "" } },
            { "route": "/drafts/*", "statusCode": 404 }
          ],
          "responseOverrides": { "404": { "rewrite": "/404.html" } },
          "mimeTypes": { ".webmanifest": "application/manifest+json" }
        }
        """;

    private readonly TestFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("dist/index.html", "<h1>front</h1>");
        _folder.Write("dist/en/index.html", "<h1>English</h1>" + new string('.', 4000));
        _folder.Write("dist/404.html", "<h1>nothing here</h1>");
        _folder.Write("dist/app.webmanifest", "{}");
        _folder.Write("dist/drafts/one.html", "secret");
        _folder.Write("dist/_astro/app.abc123.js", "export {};");
        _folder.Write("dist/.hidden", "hidden");
        _folder.Write("outside.txt", "outside");
        _folder.Write("rules.json", Rules);
        (_app, _http) = await StartAsync("dist");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/", "<h1>front</h1>")]
    [InlineData("/en/", "<h1>English</h1>")]
    public async Task A_folder_is_answered_with_its_page(string path, string expected)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.StartsWith(expected, await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_has_the_global_headers_even_one_of_nothing_found()
    {
        using var page = await GetAsync("/en/");
        using var nothing = await GetAsync("/en/nothing");

        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("nosniff", nothing.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task The_policy_lets_the_portal_reach_this_machines_services_and_does_not_ask_for_TLS()
    {
        using var page = await GetAsync("/");

        Assert.Equal(
            "default-src 'self'; connect-src 'self' https://api.example.test http://127.0.0.1:7071 http://127.0.0.1:4290 http://127.0.0.1:10000",
            page.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("/old/forms/1", HttpStatusCode.MovedPermanently, "/en/")]
    [InlineData("/forms", HttpStatusCode.Found, "/en/forms/")]
    [InlineData("/en?q=1", HttpStatusCode.MovedPermanently, "/en/?q=1")]
    public async Task A_redirect_of_the_rules_and_a_missing_slash_lead_on(string path, HttpStatusCode status, string location)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/en/nothing")]
    [InlineData("/drafts/one.html")]
    [InlineData("/.hidden")]
    [InlineData("//en")]
    [InlineData("/../outside.txt")]
    [InlineData("/en/../../outside.txt")]
    [InlineData("/%2e%2e/outside.txt")]
    [InlineData("/..%2foutside.txt")]
    [InlineData("/..%5coutside.txt")]
    [InlineData("/en/..%2f..%2foutside.txt")]
    public async Task What_is_not_there_or_not_to_be_seen_is_a_404_with_the_portals_own_page(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("<h1>nothing here</h1>", await TextAsync(answer));
    }

    [Fact]
    public async Task A_hashed_asset_is_kept_for_a_year_and_a_page_is_asked_for_again()
    {
        using var asset = await GetAsync("/_astro/app.abc123.js");
        using var page = await GetAsync("/en/");

        Assert.Equal("public, max-age=31536000, immutable", asset.Headers.CacheControl!.ToString());
        Assert.Equal("no-cache", page.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task An_unchanged_page_is_not_sent_again()
    {
        using var first = await GetAsync("/en/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_routes_headers_and_the_media_types_of_the_rules_count()
    {
        using var answer = await GetAsync("/app.webmanifest");

        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("max-age=60", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_page_is_sent_compressed_to_a_browser_that_can_read_it(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/") { Headers = { { "Accept-Encoding", encoding } } };

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.Single());
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream plain = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        Assert.StartsWith("<h1>English</h1>", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_portal_learns_its_environment_from_configuration()
    {
        var found = await _http.GetFromJsonAsync<JsonElement>("/config.json", TestContext.Current.CancellationToken);

        Assert.Equal("""{"apiBase":"http://127.0.0.1:7071/api","issuer":"http://127.0.0.1:4290/","clientId":"portal"}""", found.GetRawText());
    }

    [Fact]
    public async Task Nothing_is_posted_to_a_static_site()
    {
        using var answer = await _http.PostAsync("/en/", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Before_the_first_build_the_host_says_how_to_build_and_still_gives_the_configuration()
    {
        var (app, http) = await StartAsync("not-built");
        await using var ends = app;
        using var client = http;

        using var page = await http.GetAsync("/en/", TestContext.Current.CancellationToken);
        using var configuration = await http.GetAsync("/config.json", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("npm run build", await TextAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, configuration.StatusCode);
    }

    [Fact]
    public async Task Rules_that_were_written_again_count_without_a_restart()
    {
        using var before = await GetAsync("/");
        var file = _folder.Write("rules.json", """{"globalHeaders":{"X-Second":"yes"}}""");
        File.SetLastWriteTimeUtc(file, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        using var after = await GetAsync("/");

        Assert.False(before.Headers.Contains("X-Second"));
        Assert.True(after.Headers.Contains("X-Second"));
    }

    private async Task<(WebApplication App, HttpClient Http)> StartAsync(string root)
    {
        var app = PortalHost.Build(
            "--Portal:Port=0", $"--Portal:Root={Path.Combine(_folder.Path, root)}", $"--Portal:Rules={Path.Combine(_folder.Path, "rules.json")}",
            "--Logging:LogLevel:Default=Warning");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return (app, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) });
    }

    /// <summary>Sends the path as it is written: a client would otherwise fold the dots away before the host sees them.</summary>
    private Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(
        new Uri(_http.BaseAddress!.AbsoluteUri.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }),
        TestContext.Current.CancellationToken);

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
