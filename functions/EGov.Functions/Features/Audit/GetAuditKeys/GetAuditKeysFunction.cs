using EGov.Functions.Hosting.Auditing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Audit.GetAuditKeys;

/// <summary>The public keys with which anyone verifies the seals of the audit trail, offline once they are fetched.</summary>
public sealed class GetAuditKeysFunction(IAuditSigner signer)
{
    [Function("GetAuditKeys")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit-keys")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(signer.PublicKeys, "application/jwk-set+json");
    }
}
