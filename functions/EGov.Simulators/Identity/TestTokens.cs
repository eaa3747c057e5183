using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace EGov.Simulators.Identity;

/// <summary>Simulator only: lists the personas, and hands out an access token without a browser, for tests and for trying the API by hand.</summary>
internal static class TestTokens
{
    public sealed record Wish(string? Persona);

    public static IResult List() => Results.Json(new
    {
        personas = Personas.All.Select(persona => new
        {
            id = persona.Id,
            sub = persona.Subject,
            name = new { en = persona.Name.En, tc = persona.Name.Tc, sc = persona.Name.Sc },
            roles = new[] { persona.Role },
            department = persona.Department,
        }),
    });

    /// <summary>The same claims and the same key as a token of the code flow, so the API cannot tell them apart.</summary>
    public static IResult Issue(Wish wish, HttpContext http, SigningKeys keys, IOptions<OpenIddictServerOptions> options, TimeProvider clock)
    {
        if (Personas.ById(wish.Persona) is not { } persona)
        {
            return Results.Problem("There is no such persona. GET /simulators/personas lists them.", statusCode: 400, title: "Unknown persona");
        }

        var claims = new Dictionary<string, object>
        {
            ["sub"] = persona.Subject,
            ["name"] = persona.Name.En,
            ["roles"] = new[] { persona.Role },
            ["scope"] = IdentityProvider.ApiScope,
            ["client_id"] = ClientRules.Portal,
            ["jti"] = Guid.NewGuid().ToString("N"),
        };
        if (persona.Department is { } department)
        {
            claims["department"] = department;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = (options.Value.Issuer ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}/")).AbsoluteUri,
            Audience = Principals.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + IdentityProvider.AccessTokenLifetime,
            Claims = claims,
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new
        {
            access_token = token,
            token_type = "Bearer",
            expires_in = (int)IdentityProvider.AccessTokenLifetime.TotalSeconds,
            note = "simulator only",
        });
    }
}
