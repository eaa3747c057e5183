using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EGov.Simulators.Tests.Identity;

public sealed class CodeFlowTests
{
    [Fact]
    public async Task Pressing_a_persona_gives_a_code_and_the_code_gives_a_signed_token_for_the_API()
    {
        await using var host = await SimulatorHost.StartAsync();

        var landed = await host.PressAsync("chan-tai-man");
        var (status, body) = await host.TokenAsync(SimulatorHost.CodeExchange(SimulatorHost.Query(landed)["code"]!));

        Assert.StartsWith(SimulatorHost.PortalOrigin + "/en/signed-in/?", landed.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("the-state", SimulatorHost.Query(landed)["state"]);
        Assert.Equal(200, status);
        Assert.InRange(body.GetProperty("expires_in").GetInt32(), 890, 900);
        var token = await host.VerifyAsync(body.GetProperty("access_token").GetString()!);
        Assert.Equal("7d0c1f4e-5a52-4f0b-9a3e-1c5d2e6b8a01", token.Subject);
        Assert.Equal("Chan Tai Man", token.GetClaim("name").Value);
        Assert.Equal("""["Citizen"]""", Payload(token).GetProperty("roles").GetRawText());
        Assert.False(token.TryGetClaim("department", out _));
    }

    [Theory]
    [InlineData("officer-immd-cheung", "Officer", "immd")]
    [InlineData("officer-td-ng", "Officer", "td")]
    [InlineData("content-editor-tsang", "ContentEditor", null)]
    [InlineData("help-desk-kwok", "HelpDesk", null)]
    [InlineData("operator-yip", "Operator", null)]
    public async Task Staff_carry_their_role_and_officers_their_department(string persona, string role, string? department)
    {
        await using var host = await SimulatorHost.StartAsync();

        var (_, body) = await host.TokenAsync(SimulatorHost.CodeExchange(await host.CodeAsync(persona)));

        var token = await host.VerifyAsync(body.GetProperty("access_token").GetString()!);
        Assert.Equal($"[\"{role}\"]", Payload(token).GetProperty("roles").GetRawText());
        Assert.Equal(department, token.TryGetClaim("department", out var claim) ? claim.Value : null);
    }

    [Fact]
    public async Task The_identity_token_is_for_the_portal_and_carries_the_nonce_and_the_Chinese_name()
    {
        await using var host = await SimulatorHost.StartAsync();

        var (_, body) = await host.TokenAsync(SimulatorHost.CodeExchange(await host.CodeAsync("chan-tai-man")));

        var token = await host.VerifyAsync(body.GetProperty("id_token").GetString()!, audience: "portal");
        Assert.Equal("the-nonce", token.GetClaim("nonce").Value);
        Assert.Equal("陳大文", token.GetClaim("name#zh-Hant-HK").Value);
    }

    [Fact]
    public async Task A_wrong_verifier_is_refused()
    {
        await using var host = await SimulatorHost.StartAsync();

        var (status, body) = await host.TokenAsync(SimulatorHost.CodeExchange(await host.CodeAsync("chan-tai-man"), new string('a', 43)));

        Assert.Equal((400, "invalid_grant"), (status, body.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        await using var host = await SimulatorHost.StartAsync();
        var code = await host.CodeAsync("chan-tai-man");

        var first = await host.TokenAsync(SimulatorHost.CodeExchange(code));
        var second = await host.TokenAsync(SimulatorHost.CodeExchange(code));

        Assert.Equal(200, first.Status);
        Assert.Equal((400, "invalid_grant"), (second.Status, second.Body.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_gives_the_next_one()
    {
        await using var host = await SimulatorHost.StartAsync();
        var (_, signedIn) = await host.TokenAsync(SimulatorHost.CodeExchange(await host.CodeAsync("officer-td-lau")));
        Dictionary<string, string> Refresh(JsonElement from) => new()
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = "portal",
            ["refresh_token"] = from.GetProperty("refresh_token").GetString()!,
        };

        var renewed = await host.TokenAsync(Refresh(signedIn));
        var replayed = await host.TokenAsync(Refresh(signedIn));
        var renewedAgain = await host.TokenAsync(Refresh(renewed.Body));

        Assert.Equal(200, renewed.Status);
        var token = await host.VerifyAsync(renewed.Body.GetProperty("access_token").GetString()!);
        Assert.Equal("td", token.GetClaim("department").Value);
        Assert.Equal((400, "invalid_grant"), (replayed.Status, replayed.Body.GetProperty("error").GetString()));
        Assert.Equal(200, renewedAgain.Status);
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:17399/en/elsewhere/")]
    [InlineData("redirect_uri", "http://example.test/en/signed-in/")]
    [InlineData("client_id", "stranger")]
    public async Task An_address_or_client_that_is_not_registered_gets_no_page_and_no_redirect(string parameter, string value)
    {
        await using var host = await SimulatorHost.StartAsync();
        var request = SimulatorHost.AuthorizationRequest();
        request[parameter] = value;

        using var answer = await host.OpenSignInAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Without_a_code_challenge_nobody_signs_in()
    {
        await using var host = await SimulatorHost.StartAsync();
        var request = SimulatorHost.AuthorizationRequest();
        request.Remove("code_challenge");
        request.Remove("code_challenge_method");

        using var answer = await host.OpenSignInAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("code_challenge", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_names_a_persona_signs_nobody_in()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.OpenSignInAsync(new(SimulatorHost.AuthorizationRequest()) { ["persona"] = "chan-tai-man" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task A_silent_request_is_told_that_sign_in_is_needed()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.OpenSignInAsync(new(SimulatorHost.AuthorizationRequest()) { ["prompt"] = "none" });

        Assert.Equal("login_required", SimulatorHost.Query(answer.Headers.Location!)["error"]);
    }

    [Fact]
    public async Task User_info_answers_the_bearer_and_nobody_else()
    {
        await using var host = await SimulatorHost.StartAsync();
        var (_, body) = await host.TokenAsync(SimulatorHost.CodeExchange(await host.CodeAsync("lee-mei-ling")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());

        using var known = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var stranger = await host.Http.GetAsync("connect/userinfo", TestContext.Current.CancellationToken);

        var person = await known.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("李美玲", person.GetProperty("name#zh-Hant-HK").GetString());
        Assert.False(stranger.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("/tc/signed-out/", HttpStatusCode.Redirect)]
    [InlineData("/sc/", HttpStatusCode.Redirect)]
    [InlineData("/elsewhere/", HttpStatusCode.BadRequest)]
    public async Task Signing_out_leads_back_to_the_portal_and_nowhere_else(string path, HttpStatusCode expected)
    {
        await using var host = await SimulatorHost.StartAsync();
        var address = SimulatorHost.PortalOrigin + path;

        using var answer = await host.Http.GetAsync(
            $"connect/logout?client_id=portal&post_logout_redirect_uri={Uri.EscapeDataString(address)}", TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Redirect ? address : null, answer.Headers.Location?.OriginalString.Split('?')[0]);
    }

    [Fact]
    public async Task A_token_for_tests_cannot_be_told_from_one_of_the_code_flow()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.Http.PostAsJsonAsync("simulators/tokens", new { persona = "officer-immd-ho" }, TestContext.Current.CancellationToken);
        using var unknown = await host.Http.PostAsJsonAsync("simulators/tokens", new { persona = "nobody" }, TestContext.Current.CancellationToken);

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var token = await host.VerifyAsync(body.GetProperty("access_token").GetString()!);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("""["Officer"]""", Payload(token).GetProperty("roles").GetRawText());
        Assert.Equal("immd", token.GetClaim("department").Value);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    private static JsonElement Payload(JsonWebToken token) =>
        JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement;
}
