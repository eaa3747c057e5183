using EGov.Functions.Hosting.Auditing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Submissions.GetReceiptKeys;

/// <summary>The public keys with which anyone verifies a receipt, offline once they are fetched.</summary>
public sealed class GetReceiptKeysFunction(IReceiptSeal seal)
{
    [Function("GetReceiptKeys")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "receipt-keys")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(seal.PublicKeys, "application/jwk-set+json");
    }
}
