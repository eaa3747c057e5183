using EGov.Functions.Hosting.Settings;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Tokens;

namespace EGov.Functions.Adapters.Identity;

/// <summary>
/// Bearer tokens by Microsoft.Identity.Web. With Entra External ID (<c>Identity:Instance</c>, <c>TenantId</c>, <c>ClientId</c>) its own
/// issuer validation applies; any other OpenID Connect issuer (the simulator here, iAM Smart's bridge one day) is named by
/// <c>Identity:Issuer</c>, and then that issuer alone is believed.
/// </summary>
internal static class IdentityRegistration
{
    public static IServiceCollection AddEGovIdentity(this IServiceCollection services, IdentitySettings identity)
    {
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddMicrosoftIdentityWebApi(
                bearer =>
                {
                    bearer.MapInboundClaims = false;
                    bearer.TokenValidationParameters.ValidAudience = identity.Audience;
                    bearer.TokenValidationParameters.NameClaimType = "name";
                    bearer.TokenValidationParameters.RoleClaimType = "roles";
                    bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
                    if (identity.Issuer is { } issuer)
                    {
                        bearer.Believe(issuer);
                    }
                },
                microsoft => (microsoft.Instance, microsoft.TenantId, microsoft.ClientId) = identity.Issuer is { } issuer
                    // The library insists on these; with an issuer of our own naming they decide nothing.
                    ? (issuer.OriginalString, "common", "egov")
                    : (identity.Instance!.OriginalString, identity.TenantId, identity.ClientId));
        return services;
    }

    private static void Believe(this JwtBearerOptions bearer, Uri issuer)
    {
        bearer.MetadataAddress = new Uri(issuer, ".well-known/openid-configuration").AbsoluteUri;
        bearer.RequireHttpsMetadata = !issuer.IsLoopback;
        bearer.TokenValidationParameters.IssuerValidator = (found, _, _) => found == issuer.OriginalString
            ? found
            : throw new SecurityTokenInvalidIssuerException("Another issuer's token");
    }
}
