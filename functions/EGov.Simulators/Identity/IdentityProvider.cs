using Microsoft.AspNetCore.DataProtection;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace EGov.Simulators.Identity;

/// <summary>
/// The identity provider: OpenID Connect by OpenIddict without a database. It knows no passwords; whoever reaches it picks a persona.
/// </summary>
public static class IdentityProvider
{
    /// <summary>How long the API accepts an access token.</summary>
    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long a signed-in person may go on without choosing a persona again.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromHours(8);

    /// <summary>The scope that asks for the API. Optional: every access token is for the API.</summary>
    public const string ApiScope = "egov";

    private const string CrossOrigin = "portal";

    internal static IServiceCollection AddIdentityProvider(this IServiceCollection services, SimulatorSettings settings)
    {
        var keys = SigningKeys.Load(settings.DataPath);
        var rules = new ClientRules(settings);
        services.AddSingleton(keys);
                services.AddSingleton<SpentTokens>();
        services.AddAuthentication();
        // Nothing here is protected by it; without this it would leave keys in the developer's home folder.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddCors(cors => cors.AddPolicy(CrossOrigin, policy => policy
            .WithOrigins([.. settings.PortalOrigins]).WithMethods("GET", "POST").WithHeaders("Authorization", "Content-Type")));

        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode();
            if (settings.Issuer is { } issuer)
            {
                server.SetIssuer(issuer);
            }

            server.SetAuthorizationEndpointUris("connect/authorize")
                .SetTokenEndpointUris("connect/token")
                .SetUserInfoEndpointUris("connect/userinfo")
                .SetEndSessionEndpointUris("connect/logout");
            server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
            server.RequireProofKeyForCodeExchange();
            server.Configure(static options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
            server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, ApiScope);
            server.RegisterClaims(Claims.Subject, Claims.Name, "roles", "department");
            server.AddSigningKey(keys.Signing).AddEncryptionKey(keys.Encryption);
            server.DisableAccessTokenEncryption();
            server.SetAccessTokenLifetime(AccessTokenLifetime).SetRefreshTokenLifetime(RefreshTokenLifetime);
            server.UseAspNetCore()
                .DisableTransportSecurityRequirement()
                .EnableAuthorizationEndpointPassthrough()
                .EnableTokenEndpointPassthrough()
                .EnableUserInfoEndpointPassthrough()
                .EnableEndSessionEndpointPassthrough();

            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(rules.Check));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(rules.Check));
            server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(rules.Check));
        });
        return services;
    }

    internal static void UseIdentityProvider(this WebApplication app)
    {
        app.UseWhen(
            static context => context.Request.Path.StartsWithSegments("/.well-known")
                || context.Request.Path.StartsWithSegments("/connect/token")
                || context.Request.Path.StartsWithSegments("/connect/userinfo"),
            static branch => branch.UseCors(CrossOrigin));
        app.UseAuthentication();
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeEndpoint.Answer);
        app.MapPost("/connect/token", TokenEndpoint.AnswerAsync);
        app.MapMethods("/connect/userinfo", [HttpMethods.Get, HttpMethods.Post], (Delegate)UserInfoEndpoint.AnswerAsync);
        app.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], SignOutEndpoint.Answer);
        app.MapGet("/simulators/personas", TestTokens.List);
        app.MapPost("/simulators/tokens", TestTokens.Issue);
    }
}
