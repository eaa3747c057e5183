using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EGov.Simulators.Tests;

/// <summary>The simulators on a loopback port that the system chose, in this process.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    public const string PortalOrigin = "http://127.0.0.1:17399";

    /// <summary>RFC 7636, appendix B.</summary>
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// <summary>Making an RSA key is the slowest part of a start, so the tests that do not mind share one pair.</summary>
    private static readonly Lazy<Dictionary<string, string>> s_keys = new(static () =>
    {
        using var folder = new TestFolder();
        EGov.Simulators.Identity.SigningKeys.Load(folder.Path);
        return Directory.GetFiles(folder.Path).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
    });

    private readonly WebApplication _app;
    private readonly TestFolder? _ownFolder;

    private SimulatorHost(WebApplication app, TestFolder? ownFolder)
    {
        _app = app;
        _ownFolder = ownFolder;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single() + "/") };
    }

    public HttpClient Http { get; }

    public static async Task<SimulatorHost> StartAsync(string? dataPath = null, params string[] settings)
    {
        var folder = dataPath is null ? new TestFolder() : null;
        foreach (var (name, content) in folder is null ? [] : s_keys.Value)
        {
            folder!.Write(name, content);
        }

        var app = SimulatorsApp.Build(
        [
            "--Simulators:Port=0", $"--Simulators:DataPath={dataPath ?? folder!.Path}", $"--Portal:Origin={PortalOrigin}",
            "--BackOffice:Enabled=false", "--Logging:LogLevel:Default=Warning", .. settings,
        ]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SimulatorHost(app, folder);
    }

    public static Dictionary<string, string> AuthorizationRequest(string locale = "en") => new()
    {
        ["client_id"] = "portal",
        ["response_type"] = "code",
        ["redirect_uri"] = PortalOrigin + "/en/signed-in/",
        ["scope"] = "openid profile offline_access",
        ["code_challenge"] = Challenge,
        ["code_challenge_method"] = "S256",
        ["state"] = "the-state",
        ["nonce"] = "the-nonce",
        ["ui_locales"] = locale,
    };

    public static Dictionary<string, string> CodeExchange(string code, string verifier = Verifier) => new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = "portal",
        ["redirect_uri"] = PortalOrigin + "/en/signed-in/",
        ["code"] = code,
        ["code_verifier"] = verifier,
    };

    public Task<HttpResponseMessage> OpenSignInAsync(Dictionary<string, string> request) =>
        Http.GetAsync("connect/authorize" + Microsoft.AspNetCore.Http.QueryString.Create(request!), TestContext.Current.CancellationToken);

    /// <summary>Presses a persona's button and returns the address that the browser is sent to.</summary>
    public async Task<Uri> PressAsync(string persona, Dictionary<string, string>? request = null)
    {
        var form = new Dictionary<string, string>(request ?? AuthorizationRequest()) { ["persona"] = persona };
        using var answer = await Http.PostAsync("connect/authorize", new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
        return answer.Headers.Location ?? throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task<string> CodeAsync(string persona) => Query(await PressAsync(persona))["code"]!;

    public static Dictionary<string, string?> Query(Uri address) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);

    public async Task<(int Status, JsonElement Body)> TokenAsync(Dictionary<string, string> form, string? basic = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "connect/token") { Content = new FormUrlEncodedContent(form) };
        if (basic is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        }

        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>Checks a token as the API does: by the published key, the issuer and the audience.</summary>
    public async Task<JsonWebToken> VerifyAsync(string token, string audience = "api://egov", Uri? issuer = null)
    {
        var keys = new JsonWebKeySet(await Http.GetStringAsync(".well-known/jwks", TestContext.Current.CancellationToken));
        var verdict = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = (issuer ?? Http.BaseAddress!).AbsoluteUri,
            ValidAudience = audience,
            IssuerSigningKeys = keys.GetSigningKeys(),
        });
        return verdict.IsValid ? (JsonWebToken)verdict.SecurityToken : throw verdict.Exception;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _ownFolder?.Dispose();
    }
}
