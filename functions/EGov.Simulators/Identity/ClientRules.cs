using System.Security.Cryptography;
using System.Text;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace EGov.Simulators.Identity;

/// <summary>
/// Which client may ask for what: the checks that OpenIddict leaves to its user when no database of clients stands behind it.
/// </summary>
internal sealed class ClientRules(SimulatorSettings settings)
{
    /// <summary>The portal's client id: public, so it proves itself by PKCE and not by a secret.</summary>
    public const string Portal = "portal";

    /// <summary>Addresses that a code may be sent to.</summary>
    public IReadOnlySet<string> RedirectUris { get; } = Addresses(settings, locale => [$"/{locale.Code}/signed-in/"]);

    /// <summary>Addresses that a person may be sent to after signing out.</summary>
    public IReadOnlySet<string> PostLogoutRedirectUris { get; } =
        Addresses(settings, locale => ["/", $"/{locale.Code}/", $"/{locale.Code}/signed-out/"]);

    public ValueTask Check(ValidateAuthorizationRequestContext context)
    {
        if (context.ClientId != Portal)
        {
            context.Reject(Errors.InvalidRequest, "This client is not known.");
        }
        else if (context.RedirectUri is null || !RedirectUris.Contains(context.RedirectUri))
        {
            context.Reject(Errors.InvalidRequest, "This redirect_uri is not registered.");
        }
        else if (!context.Request.IsAuthorizationCodeFlow())
        {
            context.Reject(Errors.UnsupportedResponseType, "The portal uses the authorization code flow.");
        }

        return default;
    }

    public ValueTask Check(ValidateTokenRequestContext context)
    {
        var byCredentials = context.Request.IsClientCredentialsGrantType();
        if (context.ClientId == Portal && !byCredentials)
        {
            if (context.ClientSecret is not null)
            {
                context.Reject(Errors.InvalidClient, "The portal is a public client and has no secret.");
            }

            return default;
        }

        if (Department.ByClientId(context.ClientId) is not { } department)
        {
            context.Reject(Errors.InvalidClient, "This client is not known.");
        }
        else if (!SecretIsRight(department, context.ClientSecret))
        {
            context.Reject(Errors.InvalidClient, "The client secret is wrong.");
        }
        else if (!byCredentials)
        {
            context.Reject(Errors.UnauthorizedClient, "A department's system signs in with client credentials alone.");
        }

        return default;
    }

    public ValueTask Check(ValidateEndSessionRequestContext context)
    {
        if (context.PostLogoutRedirectUri is { Length: > 0 } address && !PostLogoutRedirectUris.Contains(address))
        {
            context.Reject(Errors.InvalidRequest, "This post_logout_redirect_uri is not registered.");
        }

        return default;
    }

    private bool SecretIsRight(Department department, string? secret) =>
        settings.SecretOf(department.Code) is { Length: > 0 } expected
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(secret ?? ""));

    private static HashSet<string> Addresses(SimulatorSettings settings, Func<Locale, string[]> paths) =>
        [.. from origin in settings.PortalOrigins from locale in Locale.All from path in paths(locale) select origin + path];
}
