namespace EGov.Functions.Features.Submissions;

/// <summary>Signs receipts so that anyone can verify one offline with the published key (JWS, RFC 7515, ES256).</summary>
public interface IReceiptSeal
{
    /// <summary>A compact JWS over the payload.</summary>
    string Sign(ReadOnlySpan<byte> payload);

    /// <summary>The public keys as a JWK set (RFC 7517).</summary>
    string PublicKeys { get; }
}
