using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;

namespace EGov.Functions.Features.Retention;

/// <summary>Makes certificates of destruction, signed as receipts are.</summary>
public sealed class Certificates(IReceiptSeal seal)
{
    /// <summary>The header <c>typ</c> of the seal: no receipt passes for a certificate.</summary>
    public const string SealType = "egov-destruction+jws";

    /// <param name="vaultNames">The names of the files in the vault.</param>
    public SealedCertificate Of(
        Reference reference,
        RetentionRule rule,
        DateOnly countedFrom,
        DateTimeOffset destroyedAt,
        IEnumerable<string> keys,
        IEnumerable<string> vaultNames)
    {
        var facts = new DestructionCertificate(
            reference,
            rule.DataClass,
            rule.Id,
            rule.Days,
            rule.From,
            countedFrom,
            rule.DueAfter(countedFrom),
            destroyedAt,
            [.. keys],
            [.. vaultNames.Select(name => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))))]);
        return new SealedCertificate(facts, seal.Sign(JsonSerializer.SerializeToUtf8Bytes(facts, Json.Options), SealType));
    }
}
