using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace EGov.Functions.Adapters.Identity;

/// <summary>
/// Bearer tokens by Microsoft.Identity.Web. With Entra External ID its own issuer validation applies; any other OpenID Connect
/// issuer (the simulator here, iAM Smart's bridge one day) is named outright by <c>Identity:Issuer</c>.
/// </summary>
internal static class IdentityRegistration
{
    public static IServiceCollection AddEGovIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        var identity = configuration.GetSection("Identity");
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddMicrosoftIdentityWebApi(
                bearer =>
                {
                    bearer.MapInboundClaims = false;
                    bearer.TokenValidationParameters.ValidAudience = identity["Audience"] ?? "api://egov";
                    bearer.TokenValidationParameters.NameClaimType = "name";
                    bearer.TokenValidationParameters.RoleClaimType = "roles";
                    bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
                },
                microsoft => identity.Bind(microsoft));
        if (identity["Issuer"] is { Length: > 0 } issuer)
        {
            services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, bearer =>
            {
                bearer.Authority = issuer;
                bearer.MetadataAddress = $"{issuer.TrimEnd('/')}/.well-known/openid-configuration";
                bearer.RequireHttpsMetadata = !new Uri(issuer).IsLoopback;
                bearer.TokenValidationParameters.ValidIssuer = issuer;
                bearer.TokenValidationParameters.IssuerValidator = (found, _, _) => found == issuer
                    ? found
                    : throw new Microsoft.IdentityModel.Tokens.SecurityTokenInvalidIssuerException("Another issuer's token");
            });
        }

        return services;
    }
}
