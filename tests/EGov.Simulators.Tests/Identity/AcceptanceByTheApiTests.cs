using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EGov.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace EGov.Simulators.Tests.Identity;

/// <summary>Tokens are taken by the library that the API checks them with, set up as for an issuer that is not Entra.</summary>
public sealed class AcceptanceByTheApiTests
{
    [Theory]
    [InlineData("chan-tai-man", "Citizen", null)]
    [InlineData("officer-immd-cheung", "Officer", "immd")]
    public async Task A_personas_token_is_taken_with_its_roles_and_department(string persona, string role, string? department)
    {
        await using var host = await SimulatorHost.StartAsync();
        var (_, byCode) = await host.TokenAsync(SimulatorHost.CodeExchange(await host.CodeAsync(persona)));
        using var helped = await host.Http.PostAsJsonAsync("simulators/tokens", new { persona }, TestContext.Current.CancellationToken);
        var byHelper = await helped.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        await using var api = await StartApiAsync(host.Http.BaseAddress!);

        var first = await AskAsync(api, byCode.GetProperty("access_token").GetString()!);
        var second = await AskAsync(api, byHelper.GetProperty("access_token").GetString()!);

        Assert.Equal($"True {role} {department}", first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_departments_token_is_taken_and_an_identity_token_is_not()
    {
        await using var host = await SimulatorHost.StartAsync();
        var (_, system) = await host.TokenAsync(new() { ["grant_type"] = "client_credentials" }, "department-ird:development-only-ird");
        var (_, person) = await host.TokenAsync(SimulatorHost.CodeExchange(await host.CodeAsync("chan-tai-man")));
        await using var api = await StartApiAsync(host.Http.BaseAddress!);

        Assert.Equal("True DepartmentSystem ird", await AskAsync(api, system.GetProperty("access_token").GetString()!));
        Assert.Equal("False  ", await AskAsync(api, person.GetProperty("id_token").GetString()!));
    }

    private static async Task<WebApplication> StartApiAsync(Uri issuer)
    {
        var builder = LoopbackServer.CreateBuilder();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApi(
            bearer =>
            {
                bearer.MetadataAddress = new Uri(issuer, ".well-known/openid-configuration").AbsoluteUri;
                bearer.RequireHttpsMetadata = false;
                bearer.MapInboundClaims = false;
                bearer.TokenValidationParameters.ValidAudience = "api://egov";
                bearer.TokenValidationParameters.RoleClaimType = "roles";
                bearer.TokenValidationParameters.IssuerValidator = (found, _, _) =>
                    found == issuer.AbsoluteUri ? found : throw new Microsoft.IdentityModel.Tokens.SecurityTokenInvalidIssuerException();
            },
            identity =>
            {
                identity.Instance = issuer.AbsoluteUri;
                identity.TenantId = "common";
                identity.ClientId = "egov";
            });
        var app = builder.Build();
        app.MapGet("/", async (HttpContext http) =>
        {
            var seen = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
            return $"{seen.Succeeded} {seen.Principal?.FindFirst("roles")?.Value} {seen.Principal?.FindFirst("department")?.Value}";
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<string> AskAsync(WebApplication api, string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(api.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.GetStringAsync("/", TestContext.Current.CancellationToken);
    }
}
