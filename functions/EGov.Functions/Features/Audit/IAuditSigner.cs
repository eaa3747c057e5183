namespace EGov.Functions.Features.Audit;

/// <summary>Signs seals with a key whose public part is published.</summary>
public interface IAuditSigner
{
    /// <summary>A JSON Web Key set.</summary>
    string PublicKeys { get; }

    /// <summary>A compact JWS (ES256) over the payload.</summary>
    string Sign(ReadOnlySpan<byte> payload);
}
