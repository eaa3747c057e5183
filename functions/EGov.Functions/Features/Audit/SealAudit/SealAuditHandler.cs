using EGov.Domain.Audit;

namespace EGov.Functions.Features.Audit.SealAudit;

/// <summary>
/// Ends what was begun before the present hour, then attests it in one seal. May be repeated, and may run twice at once: what it attests changes no more, and of
/// two seals of an hour the first counts. Hours in which nobody came to seal are attested with the next.
/// </summary>
public sealed class SealAuditHandler(IAuditChain chain, IAuditSeals seals, IAuditSigner signer, TimeProvider time)
{
    public async Task HandleAsync(CancellationToken cancellation)
    {
        var until = AuditBlobName.HourOf(time.GetUtcNow());
        await chain.EndFinishedAsync(cancellation);
        var last = await seals.LastAsync(cancellation);
        DateTimeOffset? since = last is null ? null : AuditSeal.Read(last)?.Until ?? throw new InvalidDataException("The last seal of the audit trail is none");
        if (since >= until)
        {
            return;
        }

        var blobs = await seals.ReadAsync(since, until, cancellation);
        var seal = new AuditSeal(until, last is null ? null : AuditSeal.HashOf(last), blobs);
        await seals.AddAsync(until, signer.Sign(seal.Payload()), cancellation);
    }
}
