using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace EGov.Simulators.Identity;

/// <summary>Writes down who somebody is, as the claims that the API and the portal read.</summary>
internal static class Principals
{
    /// <summary>The API's identifier: the audience of every access token.</summary>
    public const string Audience = "api://egov";

    /// <summary>The claims of a persona, with the scopes that were granted.</summary>
    public static ClaimsPrincipal Of(Persona persona, ImmutableArray<string> scopes)
    {
        var identity = Identity(persona.Subject, persona.Name.En, persona.Role, persona.Department);
        // OpenID Connect Core 5.2: a claim in another language carries the tag after a number sign.
        identity.AddClaim(new Claim("name#zh-Hant-HK", persona.Name.Tc));
        identity.AddClaim(new Claim("name#zh-Hans-HK", persona.Name.Sc));
        return Ready(identity, scopes);
    }

    /// <summary>The claims of a department's own system.</summary>
    public static ClaimsPrincipal Of(Department department, ImmutableArray<string> scopes) =>
        Ready(Identity(department.ClientId, department.Name.En, Roles.DepartmentSystem, department.Code), scopes);

    private static ClaimsIdentity Identity(string subject, string name, string role, string? department)
    {
        var identity = new ClaimsIdentity("Simulator", Claims.Name, "roles");
        identity.AddClaim(new Claim(Claims.Subject, subject));
        identity.AddClaim(new Claim(Claims.Name, name));
        // Said to be an array, because one role alone would become a bare string.
        identity.AddClaim(new Claim("roles", JsonSerializer.Serialize(new[] { role }), JsonClaimValueTypes.JsonArray));
        if (department is not null)
        {
            identity.AddClaim(new Claim("department", department));
        }

        return identity;
    }

    private static ClaimsPrincipal Ready(ClaimsIdentity identity, ImmutableArray<string> scopes)
    {
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(Audience);
        principal.SetDestinations(static claim => claim.Type.StartsWith("name#", StringComparison.Ordinal)
            ? [Destinations.IdentityToken]
            : [Destinations.AccessToken, Destinations.IdentityToken]);
        return principal;
    }
}
