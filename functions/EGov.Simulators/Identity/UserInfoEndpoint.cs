using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EGov.Simulators.Identity;

/// <summary>Tells the bearer of an access token who its person is (OpenID Connect Core 5.3).</summary>
internal static class UserInfoEndpoint
{
    public static async Task<IResult> AnswerAsync(HttpContext http)
    {
        var bearer = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (Personas.BySubject(bearer?.GetClaim(Claims.Subject)) is not { } persona)
        {
            return Results.Challenge(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        var claims = new Dictionary<string, object>
        {
            ["sub"] = persona.Subject,
            ["name"] = persona.Name.En,
            ["name#zh-Hant-HK"] = persona.Name.Tc,
            ["name#zh-Hans-HK"] = persona.Name.Sc,
            ["roles"] = new[] { persona.Role },
        };
        if (persona.Department is { } department)
        {
            claims["department"] = department;
        }

        return Results.Json(claims);
    }
}
