using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EGov.Simulators.Identity;

/// <summary>Changes a code, a refresh token or a department's secret into tokens. OpenIddict has checked them before this is reached.</summary>
internal static class TokenEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> AnswerAsync(HttpContext http, SpentTokens spent)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
        {
            return Results.SignIn(Principals.Of(Department.ByClientId(request.ClientId)!, request.GetScopes()), authenticationScheme: Scheme);
        }

        var earlier = (await http.AuthenticateAsync(Scheme)).Principal!;
        var token = request.IsAuthorizationCodeGrantType() ? request.Code! : request.RefreshToken!;
        if (Personas.BySubject(earlier.GetClaim(Claims.Subject)) is not { } persona || !spent.TrySpend(token))
        {
            return Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "This code or refresh token was used before.",
                }),
                [Scheme]);
        }

        return Results.SignIn(Principals.Of(persona, earlier.GetScopes()), authenticationScheme: Scheme);
    }
}
