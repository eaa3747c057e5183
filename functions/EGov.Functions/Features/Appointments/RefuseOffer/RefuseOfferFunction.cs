using EGov.Functions.Features.Audit;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.RefuseOffer;

/// <summary>Lets seats go that are held for a person who does not want them.</summary>
public sealed class RefuseOfferFunction(Passes passes, RefuseOfferHandler handler)
{
    [Function("RefuseOffer")]
    [AllowAnonymous]
    [Audited(AuditAction.Change, AuditPurpose.OwnAffairs, Subject = "reference")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/{reference}/offers/{offerId}/refusal")] HttpRequest request,
        string reference,
        string offerId,
        CancellationToken cancellation)
    {
        var (key, pass) = (request.IdempotencyKey(), passes.Read(request, reference));
        return (key.Refused ?? pass.Refused) is { } refusal
            ? request.Problem(refusal)
            : request.Appointment(await handler.HandleAsync(pass.Value, offerId, cancellation));
    }
}
