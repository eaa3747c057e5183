using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.AcceptOffer;

/// <summary>Takes the seats that are held for a person in place of those they have.</summary>
public sealed class AcceptOfferFunction(Passes passes, AcceptOfferHandler handler)
{
    [Function("AcceptOffer")]
    [AllowAnonymous]
    [AuditedByEvent(Topics.AppointmentMoved)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "appointments/{reference}/offers/{offerId}/acceptance")] HttpRequest request,
        string reference,
        string offerId,
        CancellationToken cancellation)
    {
        var (key, pass) = (request.IdempotencyKey(), passes.Read(request, reference));
        return (key.Refused ?? pass.Refused) is { } refusal
            ? request.Problem(refusal)
            : request.Appointment(await handler.HandleAsync(pass.Value, offerId, key.Value, cancellation));
    }
}
