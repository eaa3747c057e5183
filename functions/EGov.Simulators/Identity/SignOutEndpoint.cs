using Microsoft.AspNetCore;
using OpenIddict.Server.AspNetCore;

namespace EGov.Simulators.Identity;

/// <summary>Ends a session, of which this provider keeps none: the person goes back to the portal, or sees a page that says so.</summary>
internal static class SignOutEndpoint
{
    public static IResult Answer(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        return request.PostLogoutRedirectUri is { Length: > 0 }
            ? Results.SignOut(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme])
            : new SignedOutPage(Locale.Choose(request.UiLocales, http.Request.Headers.AcceptLanguage));
    }
}
