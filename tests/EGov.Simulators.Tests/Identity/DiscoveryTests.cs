using System.Net.Http.Json;
using System.Text.Json;

namespace EGov.Simulators.Tests.Identity;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Discovery_names_the_issuer_the_endpoints_and_the_code_flow_with_S256_alone()
    {
        await using var host = await SimulatorHost.StartAsync();
        var root = host.Http.BaseAddress!.AbsoluteUri;

        var found = await host.Http.GetFromJsonAsync<JsonElement>(".well-known/openid-configuration", TestContext.Current.CancellationToken);

        Assert.Equal(root, found.GetProperty("issuer").GetString());
        Assert.Equal(root + "connect/authorize", found.GetProperty("authorization_endpoint").GetString());
        Assert.Equal(root + "connect/token", found.GetProperty("token_endpoint").GetString());
        Assert.Equal(root + "connect/logout", found.GetProperty("end_session_endpoint").GetString());
        Assert.Equal(["code"], found.GetProperty("response_types_supported").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(["S256"], found.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(method => method.GetString()));
    }

    [Fact]
    public async Task The_published_key_set_holds_no_private_part()
    {
        await using var host = await SimulatorHost.StartAsync();

        var keys = await host.Http.GetFromJsonAsync<JsonElement>(".well-known/jwks", TestContext.Current.CancellationToken);

        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal("RSA", key.GetProperty("kty").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Theory]
    [InlineData(".well-known/openid-configuration", SimulatorHost.PortalOrigin, true)]
    [InlineData(".well-known/jwks", "http://localhost:17399", true)]
    [InlineData("connect/userinfo", SimulatorHost.PortalOrigin, true)]
    [InlineData(".well-known/openid-configuration", "http://127.0.0.1:1", false)]
    [InlineData("simulators/personas", SimulatorHost.PortalOrigin, false)]
    public async Task Only_the_portal_reads_the_provider_from_another_origin_and_only_what_sign_in_needs(string path, string origin, bool allowed)
    {
        await using var host = await SimulatorHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", origin } } };

        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(allowed ? [origin] : [], answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values : []);
    }

    [Theory]
    [InlineData("connect/token", "POST", "content-type")]
    [InlineData("connect/userinfo", "GET", "authorization")]
    public async Task A_browser_that_asks_before_calling_is_told_yes(string path, string method, string header)
    {
        await using var host = await SimulatorHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", SimulatorHost.PortalOrigin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", header);

        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains(method, answer.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Contains(header, answer.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_token_made_before_a_restart_is_good_after_it()
    {
        using var folder = new TestFolder();
        string token;
        Uri issuer;
        await using (var before = await SimulatorHost.StartAsync(folder.Path))
        {
            var (_, body) = await before.TokenAsync(SimulatorHost.CodeExchange(await before.CodeAsync("chan-tai-man")));
            token = body.GetProperty("access_token").GetString()!;
            issuer = before.Http.BaseAddress!;
        }

        await using var after = await SimulatorHost.StartAsync(folder.Path);
        using var anotherFolder = new TestFolder();
        await using var stranger = await SimulatorHost.StartAsync(anotherFolder.Path);

        Assert.NotNull(await after.VerifyAsync(token, issuer: issuer));
        await Assert.ThrowsAnyAsync<Microsoft.IdentityModel.Tokens.SecurityTokenException>(() => stranger.VerifyAsync(token, issuer: issuer));
    }
}
