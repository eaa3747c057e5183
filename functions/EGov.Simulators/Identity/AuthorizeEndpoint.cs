using System.Collections.Immutable;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EGov.Simulators.Identity;

/// <summary>Shows the personas, and sends a code to the portal for the one that was pressed.</summary>
internal static class AuthorizeEndpoint
{
    private static readonly ImmutableArray<string> s_known =
        [Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, IdentityProvider.ApiScope];

    public static IResult Answer(HttpContext http, SimulatorSettings settings, ILoggerFactory logs)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.HasPromptValue(PromptValues.None))
        {
            // Nobody stays signed in here, so there is never a session to go on with.
            return Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "A persona has to be chosen.",
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        // Only a posted persona counts: a link alone must not sign anybody in.
        var chosen = HttpMethods.IsPost(http.Request.Method) ? Personas.ById((string?)request["persona"]) : null;
        if (chosen is null)
        {
            return new SignInPage(request, Locale.Choose(request.UiLocales, http.Request.Headers.AcceptLanguage), settings);
        }

        Log.SignedIn(logs.CreateLogger(typeof(AuthorizeEndpoint)), chosen.Id);
        return Results.SignIn(
            Principals.Of(chosen, [.. request.GetScopes().Where(scope => s_known.Contains(scope))]),
            authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
