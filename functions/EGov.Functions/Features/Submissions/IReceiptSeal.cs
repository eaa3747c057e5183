namespace EGov.Functions.Features.Submissions;

/// <summary>Signs receipts so that anyone can verify one offline with the published key (JWS, RFC 7515, ES256).</summary>
public interface IReceiptSeal
{
    /// <summary>A compact JWS over the payload.</summary>
    /// <param name="type">What is signed, the header <c>typ</c> (RFC 7515 4.1.9): one kind of statement cannot pass for another.</param>
    string Sign(ReadOnlySpan<byte> payload, string type = "egov-receipt+jws");

    /// <summary>The public keys as a JWK set (RFC 7517).</summary>
    string PublicKeys { get; }
}
