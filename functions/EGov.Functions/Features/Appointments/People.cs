using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EGov.Domain.Submissions;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Features.Appointments;

/// <summary>Everything that stands for a person or a call without telling who it is: hashes under a key of the vault.</summary>
public sealed class People(ISecretVault vault)
{
    private readonly ReadOnlyMemory<byte> _key = vault.Key("appointment-key");

    /// <summary>One per service and document: the key under which a person has at most one appointment.</summary>
    public string Of(string service, string documentType, string documentNumber) =>
        Base64Url.EncodeToString(Hash($"person {service} {documentType} {documentNumber}").AsSpan(0, 16));

    /// <summary>Names the seats that one call takes: the same for the same person and Idempotency-Key.</summary>
    public string Claim(string person, string idempotencyKey) =>
        Base64Url.EncodeToString(Hash($"claim {person} {idempotencyKey}").AsSpan(0, 9));

    public Reference Reference(string person, string idempotencyKey)
    {
        var hash = Hash($"reference {person} {idempotencyKey}");
        return Domain.Submissions.Reference.From(hash.AsSpan(16), hash);
    }

    /// <summary>Stands for what a call sent. Keyed, because what is sent here could be guessed from a plain hash.</summary>
    public string Call(string bodyHash) => Base64Url.EncodeToString(Hash($"call {bodyHash}").AsSpan(0, 12));

    public string Code(string person, string enquiryCode) => Base64Url.EncodeToString(Hash($"code {person} {enquiryCode}"));

    public string Birth(string person, DateOnly date) =>
        Base64Url.EncodeToString(Hash($"birth {person} {date.ToString("O", CultureInfo.InvariantCulture)}"));

    private byte[] Hash(string text) => HMACSHA256.HashData(_key.Span, Encoding.UTF8.GetBytes(text));
}
